# {{run}}
import alpha
import beta
import delta
import gamma

print('version 1,', alpha.NAME, beta.NAME, gamma.NAME, delta.NAME)
