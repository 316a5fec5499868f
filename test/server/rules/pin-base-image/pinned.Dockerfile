FROM python:3.13 AS a
FROM node:20-alpine AS b
FROM node:iron AS c
FROM python@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS d
FROM python:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS e
FROM nginx:1.31-alpine AS f
FROM postgres:16 AS g
FROM debian:bookworm AS h
FROM influxdb:2.7 AS i
FROM mongo:7 AS j
FROM mcr.microsoft.com/dotnet/sdk:8.0 AS k
FROM debian:bookworm-slim
