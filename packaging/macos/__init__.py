"""What makes a frozen program an app of macOS.

    bundle.py              what its Info.plist says
    de.lproj/              the sentences of it in German
    entitlements.plist     what the hardened runtime lets it do
    disk_image.py          what the window of the disk image shows
    sign_and_notarise.sh   from the inside out, then Apple's stamp

The entry that starts it at login is no part of the bundle: host/autostart.py writes a launch agent when a person switches
that on. Built by release/macos.py. Read next: README.md here.
"""
