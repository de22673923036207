"""The front of the server: from an address to a file of the site or to a job for a worker (ASGI, with Starlette)."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import sys
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive

from historiograph.server.forms import GRAPH_FORMS, HTML, ROW_FORMS, TABLE_FORMS, Form, negotiate
from historiograph.server.guard import Guard, Whole
from historiograph.server.messages import Answer, Job, plain
from historiograph.server.pool import Pool
from historiograph.server.protocol import ALLOWED, parameters, read_operation
from historiograph.server.refusals import RefusedError
from historiograph.server.site import SitePages

__all__ = ["build_app"]

_CATALOGUE_FORMS = (Form("json", ("application/json",)), HTML, *GRAPH_FORMS)
_THING_FORMS = (*GRAPH_FORMS, HTML)
_QUICK = 0.25
"""Seconds after which it is worth looking whether the client still waits."""


def build_app(pool: Pool, site: SitePages | None, hosts: Sequence[str] | None, cors: bool) -> Starlette:
    """Return the application.

    Args:
        pool: does the work.
        site: the drawn pages, if there are any.
        hosts: the names by which this server may be called; None for any.
        cors: whether scripts of pages elsewhere may read the answers.
    """
    front = _Front(pool, site)
    routes: list[BaseRoute] = [
        *(Route(path, front.sparql, methods=["GET", "POST"]) for path in ("/sparql", "/sparql/")),
        *(Route(path, front.questions) for path in ("/ask", "/ask/")),
        Route("/ask/{name}", front.ask),
        Route("/editor", front.editor),
        Route("/ontology", front.ontology),
        Route("/.well-known/void", front.void),
        Route("/static/{path:path}", front.static),
        Route("/{path:path}", front.page),
    ]
    allow = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["Accept", "Content-Type"],
        max_age=86400,
    )
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts, shared=cors), *([allow] if cors else [])],
        exception_handlers={RefusedError: _refused, HTTPException: _http_error, Exception: _fault},  # type: ignore[dict-item]
    )


class _Front:
    """The routes."""

    def __init__(self, pool: Pool, site: SitePages | None) -> None:
        self._pool = pool
        self._site = site
        self._static = StaticFiles(packages=[("historiograph.server", "static")])
        self._mark = secrets.token_hex(8)  # of this run: the graph does not change under it

    async def sparql(self, request: Request) -> Response:
        """The endpoint: a query, or the service description for a request without one."""
        operation = await read_operation(request)
        accept = request.headers.get("accept", "")
        if operation.query is None:
            form = negotiate(accept, _THING_FORMS, operation.form)
            if form is HTML:
                return RedirectResponse("/editor", 303, {"Vary": "Accept"})
            return await self._do(request, {"do": "service", "form": form and form.name})
        rows = negotiate(accept, (*ROW_FORMS, HTML), operation.form)
        graph = negotiate(accept, _THING_FORMS, operation.form)
        job = {
            "do": "sparql",
            "query": operation.query,
            "default": list(operation.default),
            "named": list(operation.named),
            "rows": rows and rows.name,
            # There is no page of triples: whoever would like one best gets Turtle, which a browser shows or saves.
            "graph": "turtle" if graph is HTML else graph and graph.name,
        }
        return await self._do(request, job, kept=False)

    async def questions(self, request: Request) -> Response:
        """The catalogue of ready questions."""
        form = negotiate(request.headers.get("accept", ""), _CATALOGUE_FORMS, request.query_params.get("format"))
        return await self._do(request, {"do": "questions", "form": form and form.name})

    async def ask(self, request: Request) -> Response:
        """A ready question, its parameters in the query string."""
        given = parameters(request.scope["query_string"])
        asked = [value for name, value in given if name == "format"]
        offers = (*TABLE_FORMS, *GRAPH_FORMS)
        form = negotiate(request.headers.get("accept", ""), offers, asked[-1] if asked else None)
        job: Job = {"do": "ask", "name": request.path_params["name"], "form": form and form.name}
        if form in GRAPH_FORMS:
            job["do"] = "question"  # its rows are no graph, but what it is can be told in one
        else:
            job["arguments"] = [pair for pair in given if pair[0] != "format"]
        return await self._do(request, job)

    async def editor(self, request: Request) -> Response:
        """The SPARQL editor; its code sets styles of its own."""
        response = await self._do(request, {"do": "editor"})
        response.headers["Content-Security-Policy"] = Guard.policy("'unsafe-inline'")
        return response

    async def ontology(self, request: Request) -> Response:
        """The ontology."""
        form = negotiate(request.headers.get("accept", ""), _THING_FORMS, request.query_params.get("format"))
        if form is HTML and (page := await self._file("ontology.html", request)) is not None:
            return page
        return await self._described(request, "ontology", _THING_FORMS)

    async def void(self, request: Request) -> Response:
        """The description of the dataset."""
        return await self._described(request, "void", GRAPH_FORMS)

    async def page(self, request: Request) -> Response:
        """A page of the site; or else a thing, which has a page or is told of in RDF, as the client likes."""
        path = request.path_params["path"]
        accept, asked = request.headers.get("accept", ""), request.query_params.get("format")
        form = negotiate(accept, _THING_FORMS, asked)
        if path == "":
            if form is not None and form is not HTML and (asked or "*/*" not in accept) and accept:
                return await self._described(request, "void", GRAPH_FORMS)
            return await self._file("index.html", request) or RedirectResponse("/ask", 303)
        if (file := await self._file(path, request)) is not None:
            return file
        if form is HTML and asked is None and self._site is not None:
            from historiograph.views.site.plan import candidates

            for page in candidates(path):
                if await self._site.has(page, request):
                    return RedirectResponse(f"/{page}", 303, {"Vary": "Accept"})
        raw = request.scope["raw_path"].decode("ascii")
        return await self._do(request, {"do": "thing", "path": raw, "form": form and form.name})

    async def static(self, request: Request) -> Response:
        """A script or style: of the site, or the server's own."""
        path = request.path_params["path"]
        file = await self._file(f"static/{path}", request)
        return file or await self._static.get_response(path, request.scope)

    async def _file(self, path: str, request: Request) -> Response | None:
        """Return a file of the site, if there is one of this path."""
        return None if self._site is None else await self._site.response(path, request)

    async def _described(self, request: Request, what: str, offers: Sequence[Form]) -> Response:
        form = negotiate(request.headers.get("accept", ""), offers, request.query_params.get("format"))
        return await self._do(request, {"do": what, "form": form and form.name})

    async def _do(self, request: Request, job: Job, *, kept: bool = True) -> Response:
        """Have a job done and return its answer.

        Args:
            request: whose client waits for it.
            job: the job.
            kept: whether the same request always gets the same answer, so that a client may keep it.
        """
        headers = {"Vary": "Accept"}
        job["origin"] = f"{request.url.scheme}://{request.headers.get('host', 'localhost')}"
        if kept:
            headers["ETag"] = self._tag(job)
            if headers["ETag"] in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers=headers)
        answer = await _while_waited_for(self._pool.answer(job), request.receive)
        if answer is None:
            return Response(status_code=499)  # nobody is there to read it
        if answer.status != 200:
            headers = {"Vary": "Accept"}
        return _response(answer, headers)

    def _tag(self, job: Job) -> str:
        return f'"{hashlib.blake2b(f"{self._mark}{sorted(job.items())}".encode(), digest_size=8).hexdigest()}"'


async def _while_waited_for(work: Coroutine[Any, Any, Answer], receive: Receive) -> Answer | None:
    """Return what a piece of work gives, or None as soon as the client has gone; the work is then ended."""
    task = asyncio.create_task(work)
    watch: asyncio.Task[None] | None = None
    try:
        await asyncio.wait((task,), timeout=_QUICK)
        if not task.done():
            watch = asyncio.create_task(_gone(receive))
            await asyncio.wait((task, watch), return_when=asyncio.FIRST_COMPLETED)
        return await task if task.done() else None
    finally:
        task.cancel()
        if watch is not None:
            watch.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _response(answer: Answer, headers: Mapping[str, str]) -> Response:
    return Whole(answer.body, answer.status, {"Content-Type": answer.content_type, **headers})


async def _refused(_: Request, refusal: RefusedError) -> Response:
    return _response(plain(refusal.status, refusal.message), refusal.headers)


async def _http_error(request: Request, error: HTTPException) -> Response:
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ALLOWED if request.url.path.startswith("/sparql") else "GET, HEAD"
        return _response(plain(405, f"{request.method} is not done here; there is {headers['Allow']}"), headers)
    return _response(plain(error.status_code, f"{error.detail}"), headers)


async def _fault(request: Request, error: Exception) -> Response:
    print(f"historiograph: {request.method} {request.url.path!r}: {type(error).__name__}: {error}", file=sys.stderr)
    return _response(plain(500, "this server has a fault: the answer could not be made"), {})
