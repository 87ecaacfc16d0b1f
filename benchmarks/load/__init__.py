"""Load: simulated devices that speak the real protocol with valid signatures, and what a server makes of it.

    main --> prepare     accounts, their first records and their sessions, through the protocol; kept for later runs
         --> worker      one process of devices; main has as many as it is told, each with its share of the accounts
              schedule   when what is due: arrivals that do not wait for the server
              scenes     what a device does then: save, look, download, sign in, go back
                account  keys and signatures        space   head and records, as a device keeps them
                http     requests, encoded by hand  stream  event streams
         --> watch       the server's CPU and memory, what grows
         --> ramp        the rate rises until the server breaks
         --> report      figures, a table, JSON
    million              one account of a million records
    hollow               a server that does nothing: how much the devices themselves can do

Read next: main.py, scenes.py. What it found: docs/operations/capacity.md.
"""
