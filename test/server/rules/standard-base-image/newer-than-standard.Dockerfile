FROM python:3.13-slim AS a
FROM python:3.14 AS b
FROM python:3.15-rc-slim AS c
FROM node:26-alpine AS d
FROM node:25 AS e
FROM python:3-slim
