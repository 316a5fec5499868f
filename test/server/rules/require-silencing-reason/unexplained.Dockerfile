FROM python:3.12-slim
# want require-silencing-reason: whether `require-cache-mount`, `pin-base-image` may be heard
# drydock ignore=require-cache-mount, pin-base-image
RUN pip install flask
# want require-silencing-reason: whether all rules may
#drydock ignore = all --
CMD ["python"]
