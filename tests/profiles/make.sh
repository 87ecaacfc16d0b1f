#!/bin/sh
# Make a profile with the program of an earlier commit, and pack it: make.sh CHECKOUT NAME
# CHECKOUT: a worktree of that commit, set up with its own `python3 dev.py setup`. See README.md.
set -eu
checkout=$1 name=$2 root=/tmp/megadesk-old
megadesk() { (cd "$checkout" && .venv/bin/python -m megadesk "$@"); }
device() { megadesk --home "$root/home" "$@"; }
settled() { device status --wait --timeout 60 >/dev/null; }

rm -rf "$root"
mkdir -p "$root/here/folder/deep"
(cd "$checkout" && exec .venv/bin/python -m megadesk server run --data "$root/server" --listen 127.0.0.1:8479) \
    >"$root/server.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
until grep -q . "$root/server.log"; do sleep 0.2; done

echo "correct horse battery" | device signup --server http://127.0.0.1:8479 --email ada@example.org \
    --password-stdin --device-name old --key-store file --recovery-key "$root/recovery-key.txt"
echo "first" >"$root/here/versions.txt"
echo "plain" >"$root/here/plain.txt"
echo "to be removed" >"$root/here/removed.txt"
echo "deep" >"$root/here/folder/deep/ünïcode.txt"
head -c 20000 /dev/urandom >"$root/here/folder/noise.bin"
: >"$root/here/empty"
printf '*.tmp\n' >"$root/here/.deskignore"
echo "ignored" >"$root/here/folder/left.tmp"
device sync add "$root/here" /Sync --name everything
settled
echo "second, and longer" >"$root/here/versions.txt"
settled
rm "$root/here/removed.txt"
settled
mv "$root/here/plain.txt" "$root/here/folder/renamed.txt"
settled
if megadesk backup --help >/dev/null 2>&1; then
    mkdir "$root/kept"
    echo "backed up" >"$root/kept/file.txt"
    chmod 600 "$root/kept/file.txt"
    device backup add "$root/kept" --name kept --continuous
    settled
fi
device status
device engine stop
kill $server
wait $server || true
trap - EXIT
rm -rf "$root/home/logs" "$root/server.log" "$root/here/.megadesk/staging"
tar -C "$root" --format=posix --sort=name --owner=0 --group=0 --numeric-owner -cJf "$name.tar.xz" .
rm -rf "$root"
ls -l "$name.tar.xz"
