FROM python:3.12-slim AS a
FROM python:3.12.4-alpine AS b
FROM python:3.12 AS c
FROM node:24.1-alpine
