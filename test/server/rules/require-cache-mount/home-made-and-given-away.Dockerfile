FROM alpine:3.20
ENV HOME /home/app
RUN apk --no-cache add py3-pip \
	&& adduser -S app -h $HOME \
	&& chown -R app $HOME \
	# want require-cache-mount: /home/app/\.cache/pip
	# want require-cache-mount (withheld): `adduser` may fail or do less
	&& pip3 install a
WORKDIR $HOME
USER app
