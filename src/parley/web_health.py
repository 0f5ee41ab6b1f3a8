"""The doors for those who run the desk: alive, ready, fresh, and counted."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from parley import health, metrics
from parley.library import Library

OPEN = frozenset({"/health/live", "/health/ready"})
"""What is answered to whoever asks, without a token and under any host name: yes or no, nothing more."""


def router(library: Library, soundness: health.Soundness, counted: metrics.Metrics) -> APIRouter:
    """The routes; none of them is kept by anybody on the way."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/health/live")
    def live() -> Response:
        """The process answers; nothing of the ledger, or a desk that waits for it would be restarted."""
        return _told({"status": "alive"})

    @routes.get("/health/ready")
    def ready(request: Request) -> Response:
        checks = health.ready(library.store, soundness)
        good = not any(c.line for c in checks)
        body: dict[str, Any] = {"status": "ready" if good else "not ready"}
        if not getattr(request.state, "bare", False):
            body["checks"] = {c.name: c.line or "ok" for c in checks}
        return _told(body, 200 if good else 503)

    @routes.get("/health/freshness")
    def freshness() -> Response:
        return _told(health.fresh(library.store, health.present()))

    @routes.get("/metrics")
    def measured() -> Response:
        return Response(counted.text(), headers={"Cache-Control": "no-store", "Content-Type": metrics.KIND})

    return routes


def _told(body: dict[str, Any], code: int = 200) -> Response:
    return JSONResponse(body, code, headers={"Cache-Control": "no-store"})
