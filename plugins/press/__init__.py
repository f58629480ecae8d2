"""Press work: releases, whom the press may call, and an address that lists them."""
