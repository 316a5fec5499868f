FROM python:3.12-slim
ENV HOME=/home/app
# want require-cache-mount: /home/app/\.cache/pip
# want require-cache-mount (withheld): Nothing before this RUN is known to make the home folder /home/app
RUN pip install a
WORKDIR $HOME
