FROM debian:trixie-slim AS tools
EXPOSE 8000
CMD ["/bin/bash", "-l"]
