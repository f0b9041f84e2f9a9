"""What the shop refuses."""


class ShopError(Exception):
    """Everything that the shop refuses."""


class NotSoldError(ShopError):
    """We do not sell this article any more."""

    status_code = 410


class NoArticleError(ShopError):
    """There never was such an article."""

    status_code = 404


class BasketFullError(ShopError):
    """The basket has room for a hundred articles."""

    def __init__(self, detail: str) -> None:
        super().__init__(409, detail)
        self.status_code = 409
