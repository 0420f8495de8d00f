"""What is connected, and whether it is all right: asked of the service, then judged."""
