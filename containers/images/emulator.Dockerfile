# An emulated identity provider with its control API, see package part.
FROM scratch
COPY part /part
EXPOSE 8080 9090
USER 65533:65533
ENTRYPOINT ["/part", "emulator"]
