#!/bin/sh
docker rollout "$1"
