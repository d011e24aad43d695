"""What a claim rests on, packed: pages as WARC, passages, who decided what; verifiable alone."""

from torimatome.publish.evidence.pack import Claim, Held, Pack, claims_of, packed

__all__ = ["Claim", "Held", "Pack", "claims_of", "packed"]
