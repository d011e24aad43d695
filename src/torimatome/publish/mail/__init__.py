"""The bulletin as mail: HTML and plain text, with its PDF attached or linked."""

from torimatome.publish.mail.message import Envelope, mark_of, sender_of, to_mail
from torimatome.publish.mail.sending import Tally, deliver

__all__ = ["Envelope", "Tally", "deliver", "mark_of", "sender_of", "to_mail"]
