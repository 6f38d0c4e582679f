"""Whether two pictures show the same. Browsers smooth edges each in its own way; what a person sees is not that."""

from io import BytesIO

from PIL import Image, ImageChops, ImageFilter

# Edges differ by a part of a pixel: smoothed away. What is left of a changed colour, mark or letter is strong.
_BLUR, _STRONG = 2.0, 34
_MOST_STRONG = 10


def opened(file: bytes) -> Image.Image:
    """A picture without its transparency."""
    return Image.open(BytesIO(file)).convert("RGB")


def difference(one: Image.Image, other: Image.Image, blur: float = _BLUR, strong: int = _STRONG) -> str:
    """What is different, in words; empty for the same. `blur` in pixels, `strong` of 255."""
    if one.size != other.size:
        return f"{one.size} pixels became {other.size}"
    smooth = [each.filter(ImageFilter.GaussianBlur(blur)) for each in (one, other)]
    apart = ImageChops.difference(*smooth).split()
    most = ImageChops.lighter(ImageChops.lighter(apart[0], apart[1]), apart[2])
    apart_too_far = most.point(lambda value: 255 if value > strong else 0)
    count = sum(apart_too_far.histogram()[255:])
    return f"{count} pixels are strongly different, in {apart_too_far.getbbox()}" if count > _MOST_STRONG else ""
