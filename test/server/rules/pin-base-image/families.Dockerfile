# want pin-base-image: ^`python:3` leaves the release line open
FROM python:3 AS a
# want pin-base-image: ^`golang:1-alpine` leaves
FROM golang:1-alpine AS b
# want pin-base-image: ^`alpine:3` leaves
FROM alpine:3 AS c
# want pin-base-image: ^`nginx:stable-alpine` moves on
FROM nginx:stable-alpine AS d
# want pin-base-image: ^`php:fpm-alpine` names a variant
FROM php:fpm-alpine AS e
# want pin-base-image: ^`mcr\.microsoft\.com/dotnet/sdk` has no tag
FROM mcr.microsoft.com/dotnet/sdk AS f
# want pin-base-image: ^`redis:7-alpine` leaves
FROM redis:7-alpine AS g
