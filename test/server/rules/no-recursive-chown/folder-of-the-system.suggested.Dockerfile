FROM nginx:1.27
COPY --chown=nginx:nginx dist /usr/share/nginx/html
# want no-recursive-chown: nginx
RUN chown nginx:nginx /usr/share/nginx/html
