# Sourced by the scripts of this folder: names of the two architectures, places, and the search for libraries.
# shellcheck shell=bash

guest_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repo_dir=$(cd "$guest_dir/../.." && pwd)

# Times in every image come from here, so that the same inputs give the same bytes.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1735689600}

die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

say() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
}

# One architecture has four names: ours (the folder under .build), Debian's, the triplet's and QEMU's.
select_arch() {
    case $1 in
        amd64)
            arch=amd64 debian_arch=amd64 triplet=x86_64-linux-gnu qemu=qemu-system-x86_64 qemu_package=qemu-system-x86
            console=ttyS0
            ;;
        aarch64)
            arch=aarch64 debian_arch=arm64 triplet=aarch64-linux-gnu qemu=qemu-system-aarch64
            qemu_package=qemu-system-arm console=ttyAMA0
            ;;
        *) die "unknown architecture '$1' (amd64, aarch64)" ;;
    esac
    export arch debian_arch triplet qemu qemu_package console
    cache_root=${XDG_CACHE_HOME:-$HOME/.cache}/keelson/guest
    cache=$cache_root/$arch
    build=$repo_dir/.build/$arch
    export cache_root cache build
}

# A folder that goes when the script ends. Call it once.
make_scratch() {
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/keelson-guest.XXXXXX")
    trap 'rm -rf "$scratch"' EXIT
}

# The C compiler for the guest: the plain one on its own architecture, else Debian's cross compiler.
guest_cc() {
    if [ "$(dpkg --print-architecture)" = "$debian_arch" ]; then echo gcc; else echo "$triplet-gcc"; fi
}

needed_by() {
    readelf -d "$1" 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'
}

interpreter_of() {
    readelf -l "$1" 2>/dev/null | sed -n 's/.*program interpreter: \(.*\)\]/\1/p'
}

find_library() {
    local tree=$1 name=$2 folder
    for folder in "usr/lib/$triplet" usr/lib usr/lib64 "lib/$triplet" lib; do
        [ -e "$tree/$folder/$name" ] && { printf '%s\n' "$tree/$folder/$name"; return; }
    done
    return 1
}

# library_closure TREE FILE...: the libraries in TREE that the files need, with what those need in turn.
# A missing library is an error here, since in the guest it would be a dead PID 1 without a message.
library_closure() {
    local tree=$1 file name path
    shift
    local -a queue=("$@")
    local -A seen=()
    while [ ${#queue[@]} -gt 0 ]; do
        file=${queue[0]}
        queue=("${queue[@]:1}")
        for name in $(needed_by "$file") $(basename "$(interpreter_of "$file")" 2>/dev/null); do
            [ -z "${seen[$name]:-}" ] || continue
            path=$(find_library "$tree" "$name") || die "$file needs $name, which is not in $tree"
            seen[$name]=$path
            queue+=("$path")
        done
    done
    [ ${#seen[@]} -eq 0 ] || printf '%s\n' "${seen[@]}" | sort
}

# Library files keep the name they are asked for; links are followed, so that one file per library is enough.
# All go to usr/lib, where Debian's dynamic linker looks last and which needs no cache file.
copy_libraries() {
    local to=$1 path
    mkdir -p "$to/usr/lib"
    while read -r path; do
        [ -e "$to/usr/lib/${path##*/}" ] || cp -L "$path" "$to/usr/lib/${path##*/}"
    done
}

# A merged-usr skeleton. lib64 is the same folder as lib: only x86's program interpreter is looked for there.
make_skeleton() {
    local tree=$1 name
    mkdir -p "$tree"/usr/{bin,lib} "$tree"/{proc,sys,dev,run,tmp,etc}
    ln -sfn usr/lib "$tree/lib64"
    ln -sfn bin "$tree/usr/sbin"
    for name in bin lib; do ln -sfn "usr/$name" "$tree/$name"; done
    ln -sfn usr/bin "$tree/sbin"
    chmod 1777 "$tree/tmp"
}

# The names that a busybox answers to. `--list` would print them, but the guest's busybox may not run here; they
# lie in the program one after another, from "[" (with other bytes before it) and "[[" on.
busybox_applets() {
    tr '\0' '\n' <"$1" | LC_ALL=C awk '
        $0 == "[[" && last ~ /\[$/ { print "["; on = 1 }
        on && !/^[a-z0-9[_-]+$/ { exit }
        on { print }
        { last = $0 }'
}

# add_busybox: $tree gets the static busybox and a link per applet.
add_busybox() {
    local applet
    install -m 755 "$cache/demo/usr/bin/busybox" "$tree/usr/bin/busybox"
    while read -r applet; do
        [ -e "$tree/usr/bin/$applet" ] || ln -s busybox "$tree/usr/bin/$applet"
    done < <(busybox_applets "$cache/demo/usr/bin/busybox")
    [ -e "$tree/usr/bin/sh" ] || die "found no applets in $cache/demo/usr/bin/busybox"
}

# squash TREE OUT: the same bytes for the same tree. gzip, because every kernel that has squashfs reads it.
squash() {
    local tree=$1 out=$2
    find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    rm -f "$out"
    mksquashfs "$tree" "$out" -all-root -noappend -no-progress -quiet -no-xattrs -comp gzip -processors 1 >/dev/null
}
