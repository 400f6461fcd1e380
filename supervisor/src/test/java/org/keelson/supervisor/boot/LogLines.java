package org.keelson.supervisor.boot;

import java.util.ArrayList;
import java.util.List;
import org.keelson.supervisor.log.Log;

/** What was logged, without its time; the log is the whole program's, so a test begins by taking what there is. */
final class LogLines {
    private LogLines() {}

    static List<String> take() {
        List<String> lines = new ArrayList<>();
        for (String line = Log.fileRing().peek(); !line.isEmpty(); line = Log.fileRing().peek()) {
            lines.add(line.substring(line.indexOf(' ', "keelson ".length()) + 1));
            Log.fileRing().take();
        }
        return lines;
    }
}
