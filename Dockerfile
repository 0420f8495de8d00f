# The app in a container; docs/hosting.md. The base's digest is left open, so that a build has its security updates.
FROM python:3.13-slim-trixie

# Numeric, so that an orchestrator can tell that it is not root. /data is for the embedded AgentCore alone.
RUN useradd --uid 10001 --create-home studio && install --directory --owner=studio /data

WORKDIR /app

# Before the code: it changes far more often than they do.
COPY requirements.txt constraints.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt -c constraints.txt

COPY .streamlit/config.toml .streamlit/
COPY container/start.sh container/
COPY assets assets
COPY agent agent
COPY local_agentcore local_agentcore
COPY studio studio
COPY app_pages app_pages
COPY streamlit_app.py LICENSE ./

ENV HOME=/home/studio \
    PYTHONUNBUFFERED=1 \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501 \
    STUDIO_DATA_DIR=/data

USER 10001
EXPOSE 8501
VOLUME /data

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", \
    "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]

ENTRYPOINT ["sh", "container/start.sh"]
