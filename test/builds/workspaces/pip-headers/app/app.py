# {{run}}
import alpha
import beta
import ctypes
import delta
import gamma

# What the headers were installed for.
yaml = ctypes.CDLL('libyaml-0.so.2')
print('yaml', yaml.yaml_get_version_string is not None, alpha.NAME, beta.NAME, gamma.NAME, delta.NAME)
