package org.keelson.config.state;

import com.google.gson.JsonElement;
import java.util.Optional;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;
import org.keelson.config.json.Shown;

/** Reads the manifests of verified volumes in one directory. */
final class VerityReader {
    /** Where the manifests of a directory are. */
    static final String FOLDER = "_dm/";

    private static final int SHORTEST = 64;
    private static final int LONGEST = 128;
    private static final String HASH = "a hash of " + SHORTEST + " to " + LONGEST + " lower-case hex digits";

    private final String directory;
    private final VolumeReader files;
    private final Problems problems;

    VerityReader(String directory, FilesReader files, Problems problems) {
        this.directory = directory;
        this.files = new VolumeReader(directory, files, problems);
        this.problems = problems;
    }

    /**
     * Reads one manifest. What it says of the data must be what it is named after: who mounts the volume looks for its manifest by name,
     * and would otherwise verify one file and trust another.
     *
     * @param name its path in the directory, {@code _dm/<volume>.json}
     * @return the manifest, if everything in it is right
     */
    Optional<VerityManifest> read(String name, JsonElement value) {
        Optional<Fields> found = Fields.of(value, JsonPath.root(directory + "/" + name + ":"), problems);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = found.get();
        String volume = name.substring(FOLDER.length(), name.length() - ".json".length());
        fields.only("type", "dm-verity", "dm-verity");
        fields.only("data_device", volume, Shown.quote(volume) + ", after which the manifest is named");
        Optional<Fields.Text> hashText = fields.required("hash_device", "the file with the hashes");
        Optional<String> hashFile = hashText.isEmpty() ? Optional.empty() : files.file(hashText.get());
        Optional<String> rootHash = rootHash(fields);
        fields.string("salt"); // salt and uuid are in the superblock of the file with the hashes as well, which the root hash protects
        fields.string("uuid");
        fields.warnUnknown();
        boolean there = volume(volume, fields.path());
        return hashFile.isEmpty() || rootHash.isEmpty() || !there ? Optional.empty()
                : Optional.of(new VerityManifest(directory, volume, hashFile.get(), rootHash.get()));
    }

    private boolean volume(String volume, JsonPath path) {
        Optional<String> problem = Names.volume(volume);
        if (problem.isPresent()) {
            problems.error(path.toString(), problem.get());
        }
        return problem.isEmpty() && files.present(volume, path);
    }

    private static Optional<String> rootHash(Fields fields) {
        Optional<Fields.Text> text = fields.required("root_hash", HASH);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String hash = text.get().value();
        boolean good = hash.length() >= SHORTEST && hash.length() <= LONGEST && hash.length() % 2 == 0;
        for (int i = 0; good && i < hash.length(); i++) {
            char c = hash.charAt(i);
            good = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
        }
        return good ? Optional.of(hash) : Words.unknown(fields, text.get(), HASH);
    }
}
