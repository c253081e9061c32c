# A MongoDB-compatible database, see package part.
FROM scratch
COPY part /part
# SQLite wants a folder for what it sets aside.
WORKDIR /tmp
WORKDIR /data/db
EXPOSE 27017
ENTRYPOINT ["/part", "mongodb"]
