"""Code that several services of the home lab use. Copied into their images as /app/shared."""
