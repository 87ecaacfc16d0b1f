#!/usr/bin/env bash
# Sign programs of Windows in place, on any system that has osslsigncode: sign.sh FILE...
#
#   MEGADESK_CERTIFICATE           the certificate with its key, a PKCS #12 file
#   MEGADESK_CERTIFICATE_PASSWORD  its password
#   MEGADESK_TIMESTAMP             the address of a time stamp service; without one a signature ends with its certificate
set -euo pipefail

: "${MEGADESK_CERTIFICATE:?names the file with the certificate}"
stamp=()
if [[ -n "${MEGADESK_TIMESTAMP:-}" ]]; then
    stamp=(-ts "$MEGADESK_TIMESTAMP")
fi

for file in "$@"; do
    # The password goes through a file descriptor: a command line can be read by everybody on the machine.
    osslsigncode sign -pkcs12 "$MEGADESK_CERTIFICATE" -readpass <(printf '%s' "${MEGADESK_CERTIFICATE_PASSWORD:-}") \
        -h sha256 -n megadesk "${stamp[@]}" -in "$file" -out "$file.signed"
    mv "$file.signed" "$file"
done
