"""Questions of a page wait for the answers before them; on Streamlit's own classes, without a server."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests

from geoevents.pages.late_answers import keep_late_answers, waiting


def ended_runner():
    """A runner whose thread has found nothing more to do."""
    requests = ScriptRequests()
    requests.on_scriptrunner_ready()
    assert not requests.request_rerun(RerunData())
    return SimpleNamespace(_requests=requests)


def asked(runner, fragment, *, taken_after=0.0):
    """(what the session's runner was when the question was passed on) within a tenth of a second."""
    seen = []

    async def play():
        session = SimpleNamespace(_scriptrunner=runner, _event_loop=asyncio.get_running_loop())
        ask = waiting(lambda found, state: seen.append((found._scriptrunner, state.fragment_id)))
        ask(session, ClientState(fragment_id=fragment))
        await asyncio.sleep(taken_after)
        session._scriptrunner = None  # as when its last message was taken
        await asyncio.sleep(0.1)

    with ThreadPoolExecutor(1) as thread:  # the tests' own thread may have a loop of the browser's running
        thread.submit(asyncio.run, play()).result()
    return seen


def test_a_fragment_waits_until_the_thread_before_has_been_heard_out():
    assert asked(ended_runner(), "watch", taken_after=0.02) == [(None, "watch")]


def test_the_whole_page_does_not_wait_since_it_draws_everything_anew():
    runner = ended_runner()
    assert asked(runner, "") == [(runner, "")]


@pytest.mark.parametrize("runner", [None, SimpleNamespace(_requests=ScriptRequests())])
def test_nothing_waits_for_a_thread_that_is_still_at_work_or_gone(runner):
    assert asked(runner, "watch") == [(runner, "watch")]


def test_streamlit_is_taught_once(monkeypatch):
    monkeypatch.setattr(AppSession, "request_rerun", lambda session, client_state: None)
    keep_late_answers()
    once = AppSession.request_rerun
    keep_late_answers()
    assert AppSession.request_rerun is once
