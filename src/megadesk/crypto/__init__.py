r"""Everything that seals, opens, signs and checks. Pure: entropy and the time are arguments.

                          primitives            the only door to pyca/cryptography, blake3 and hmac
                         /          \
      what needs a secret key        what needs none
      ------------------------       ------------------------------------------------
      keys      one class per role   structure  strict reader, TLV, public part of records and manifests
      bundle    an account's secrets identity   KDF block, public bundle, login bodies, fingerprints
      account   sign up, open        statetree  digest of all current records
      content   blocks, manifests    acl        the chain of member lists
      records   sealed metadata      commits    ops, headers, the checks
                                     second_factor  codes of an authenticator app, one-time codes
      device    secrets at rest      public     all of the right column: what the server may import

Arrows go from left to right only: nothing in the right column imports from the left one, so the server cannot
open content even by mistake (an import contract holds it).

Each label of docs/formats/notation.md is used at one place. A key that seals carries its one label in its class.
Every failure is an error of ``model/errors``; no function returns plain bytes before they are authenticated.
Read next: primitives.py, then keys.py, then docs/formats/README.md.
"""
