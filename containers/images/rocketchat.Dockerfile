# The simulated Rocket.Chat of one release, see package part.
FROM scratch
COPY part /part
EXPOSE 3000
USER 65533:65533
ARG GONOGO_RELEASE
ENV GONOGO_RELEASE=$GONOGO_RELEASE
ENTRYPOINT ["/part", "rocketchat"]
