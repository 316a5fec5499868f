FROM python:3 AS a
FROM node:20-alpine AS b
FROM node:iron AS c
FROM python@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS d
FROM python:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS e
FROM nginx:1.31-alpine AS f
FROM alpine:edge AS g
FROM debian:bookworm-slim
