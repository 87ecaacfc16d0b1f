#!/usr/bin/env bash
# Sign what macOS runs, and have Apple stamp it: sign_and_notarise.sh megadesk.app, then the same for the disk image.
#
#   MEGADESK_APPLE_IDENTITY   "Developer ID Application: ..." in a keychain that is open
#   MEGADESK_APPLE_KEY        a key for App Store Connect, a .p8 file; without one it is signed and not stamped
#   MEGADESK_APPLE_KEY_ID     its id
#   MEGADESK_APPLE_ISSUER     who issued it
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
what=${1:?usage: sign_and_notarise.sh APP|IMAGE}
identity=${MEGADESK_APPLE_IDENTITY:?names the identity to sign with}

sign() {
    codesign --force --timestamp --options runtime --sign "$identity" "$@"
}

# A signature seals what lies inside, so what lies deepest comes first. --deep would do it in one go and is wrong about it: it
# gives the rights of the app to every library.
sign_app() {
    local app=$1 file folder
    find "$app/Contents" -type f -print0 | while IFS= read -r -d '' file; do
        # The main program is signed with the app.
        if [[ "$file" != "$app/Contents/MacOS/megadesk" && "$(file -b "$file")" == *Mach-O* ]]; then
            sign "$file"
        fi
    done
    find "$app/Contents" -depth -type d -name '*.framework' -print0 | while IFS= read -r -d '' folder; do
        sign "$folder"
    done
    sign --entitlements "$here/entitlements.plist" "$app"
    codesign --verify --deep --strict --verbose=2 "$app"
}

# Send a file to Apple, wait for the answer, and fix it to what it is about.
notarise() {
    local sent=$1 stamped=$2
    if [[ -z "${MEGADESK_APPLE_KEY:-}" ]]; then
        echo "not notarised: MEGADESK_APPLE_KEY names no key" >&2
        return
    fi
    xcrun notarytool submit "$sent" --wait --timeout 30m --key "$MEGADESK_APPLE_KEY" \
        --key-id "${MEGADESK_APPLE_KEY_ID:?}" --issuer "${MEGADESK_APPLE_ISSUER:?}"
    xcrun stapler staple "$stamped"
}

if [[ -d "$what" ]]; then
    sign_app "$what"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    ditto -c -k --keepParent "$what" "$work/app.zip" # notarytool takes files only
    notarise "$work/app.zip" "$what"
else
    sign "$what"
    notarise "$what" "$what"
fi
