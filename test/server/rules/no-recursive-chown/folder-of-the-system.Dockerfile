FROM nginx:1.27
COPY dist /usr/share/nginx/html
# want no-recursive-chown: nginx
RUN chown -R nginx:nginx /usr/share/nginx/html
