"""No answer is lost when the next question comes while it is on its way to the page.

Streamlit runs a fragment in a thread and hands what it drew to the server's loop, message by message. A question of
the same page that the loop takes up after that thread has ended, but before those messages, starts a new thread, and
the messages of the old one are then dropped as out of date: the map that somebody dragged is never drawn. On an idle
server this is rare; with ten people panning on two cores one answer in twenty was lost, since every open page asks
every few seconds whether the store has changed. Here such a question waits until what was drawn has been passed on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

_AGAIN_SECONDS = 0.002
Ask = Callable[[AppSession, ClientState | None], None]


def keep_late_answers() -> None:
    """Let questions of fragments wait for the answers before them, in all sessions of this server."""
    if not hasattr(AppSession.request_rerun, "__wrapped__"):
        AppSession.request_rerun = waiting(AppSession.request_rerun)  # type: ignore[method-assign, assignment]


def waiting(ask: Ask) -> Ask:
    """``ask``, put off while the thread before has ended and its messages have not all been taken."""

    @wraps(ask)
    def request_rerun(session: AppSession, client_state: ClientState | None) -> None:
        runner = session._scriptrunner  # None once its last message was taken, whatever became of it
        ended = runner is not None and runner._requests._state is ScriptRequestType.STOP
        if ended and client_state is not None and client_state.fragment_id:
            session._event_loop.call_later(_AGAIN_SECONDS, request_rerun, session, client_state)
        else:
            ask(session, client_state)

    return request_rerun
