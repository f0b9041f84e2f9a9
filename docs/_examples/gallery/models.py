"""The models of a blog."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Post(models.Model):
    """What somebody has written."""

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = 'D', _('only its author sees it')
        REVIEW = 'R', _('waits for an editor')
        PUBLISHED = 'P', _('everybody sees it')
        WITHDRAWN = 'W', _('was published, and is not any more')

    title = models.CharField(max_length=100)
    state = models.CharField(max_length=1, choices=State, default=State.DRAFT)
