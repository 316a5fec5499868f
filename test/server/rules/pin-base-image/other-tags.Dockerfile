FROM python:latest-custom AS a
FROM python:windowsservercore AS b
FROM node:next
