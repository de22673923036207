"""Publishing an edition: the folder that a web host or an archive takes, or the explorer as one file."""

from historiograph.publishing.folder import Published, publish
from historiograph.publishing.single import publish_single_file

__all__ = ["Published", "publish", "publish_single_file"]
