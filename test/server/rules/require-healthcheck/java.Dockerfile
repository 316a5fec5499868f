FROM eclipse-temurin:21-jre
COPY app.jar /app.jar
EXPOSE 8080
# want require-healthcheck: does not say how to ask
CMD ["java", "-jar", "/app.jar"]
