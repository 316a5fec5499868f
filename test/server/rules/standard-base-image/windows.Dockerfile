# want standard-base-image (withheld): windowsservercore-ltsc2019
# want standard-base-image: Python 3\.9 has
FROM python:3.9-windowsservercore-ltsc2019
