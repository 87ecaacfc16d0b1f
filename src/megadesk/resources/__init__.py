"""Package data: icons (Lucide, ISC; our own mark), translations. ``host/resources`` finds them."""
