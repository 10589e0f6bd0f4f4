from tests.extract.reading import status


def test_who_said_so_is_kept():
    assert status("Rebels shelled the port, the governor said.", "shelled").attribution == "the governor"
    assert status("According to medics, rebels shelled the port.", "shelled").attribution == "medics"


def test_a_denied_claim_keeps_the_voice_that_denies():
    assert status("The ministry denied that its jets had bombed the clinic.", "bombed").attribution == "The ministry"
