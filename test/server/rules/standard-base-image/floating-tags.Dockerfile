FROM python AS a
FROM python:latest AS b
FROM node:lts-alpine AS c
FROM python:slim
