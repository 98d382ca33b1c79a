"""The bytes of a WebSocket made into messages, in the order they came, with every limit on what may wait and grow.

Nearly all that a busy stream sends is plain: one whole, unmasked, uncompressed frame a message (RFC 6455, 5.2). Those
are cut out here, a batch at a time. Whatever else comes - control frames, pieces of messages, compressed ones,
nonsense - is handed to the `websockets` library frame by frame, which stays the judge of it.
"""

from collections import deque
from typing import Protocol

from websockets.frames import Frame, Opcode

from hashtui.errors import Malformed
from hashtui.wire.place import Place
from hashtui.wire.words import nonsense

LARGEST = 2**20
"""Bytes of one message."""

MOST_PIECES = 1024
"""Fragments of one message: servers that send ours whole need one."""

MOST_WAITING = 512
"""Messages that wait to be taken; the socket is not read while there are as many."""

MOST_HELD = 2**20
"""Bytes of them; one read of the socket may go beyond."""

MOST_HANDED = 256
"""Frames handed to the library before others get their turn: a flood of pings must not hold up the program."""

_TEXT, _BINARY, _NONE = 0x81, 0x82, -1
"""The first byte of a message in one frame: final, no reserved bit, and what it holds."""

_LONGEST = LARGEST + 10
"""Bytes of a frame with its head."""

_TWO_BYTES, _EIGHT_BYTES = 126, 127
"""What stands for the length when it follows in that many bytes; above them stands the bit of a mask."""


class Line(Protocol):
    """The connection underneath, as an intake needs it."""

    def is_open(self) -> bool:
        """Messages may come: the handshake is over and no good-bye was said."""
        ...

    def hand_over(self, frames: bytes) -> None:
        """Let the library see to them; the data frames among them come back by `Intake.frame`."""
        ...

    def halt(self) -> None:
        """Read no more."""
        ...

    def go_on(self) -> None:
        """Read on."""
        ...

    def breathe(self) -> None:
        """Call `Intake.go_on` when others had their turn."""
        ...


class Intake:
    """What came and was not taken yet: `came` puts bytes in, `messages` holds what became of them."""

    def __init__(self, place: Place, line: Line, *, raw: bool = False) -> None:
        """`raw`: text is given as bytes, found to be UTF-8 nevertheless."""
        self.messages: deque[str | bytes] = deque()
        self.trouble: Malformed | None = None
        """Why nothing follows these messages."""
        self.whole = 0
        """Messages that came so far."""
        self._place = place
        self._raw = raw
        self._line = line
        self._rest = bytearray()
        """The beginning of a frame, or what came while halted."""
        self._need = 0
        """How long `_rest` must be before it is worth a look."""
        self._pieces: list[bytes] = []
        self._is_text = False
        self._in_pieces = False
        self._held = 0
        self._ahead: tuple[bytes, int] | None = None
        """What is not taken apart yet, and from where on: there while halted."""
        self._deaf = False

    @property
    def is_halted(self) -> bool:
        """The socket is not read: enough waits."""
        return self._ahead is not None

    @property
    def is_in_message(self) -> bool:
        """The beginning of a message is there, and not its end."""
        return self._in_pieces or bool(self._rest)

    def came(self, data: bytes) -> None:
        """Bytes from behind the handshake, in order."""
        if self._deaf or not self._line.is_open():
            self._line.hand_over(data)
            return
        if self._rest or self._ahead is not None:
            self._rest += data
            if self._ahead is not None or len(self._rest) < self._need:
                return
            data = bytes(self._rest)
            self._rest.clear()
        self._take_apart(data, 0)

    def take(self) -> list[str | bytes]:
        """All messages that are there; the socket is read on."""
        taken = list(self.messages)
        self.messages.clear()
        self._held = 0
        self.go_on()
        return taken

    def take_one(self) -> str | bytes:
        """The first message, when there is one."""
        taken = self.messages.popleft()
        if not self.messages:
            self._held = 0
            self.go_on()
        return taken

    def frame(self, frame: Frame) -> None:
        """A data frame the library found right, and inflated."""
        if self._deaf or self.trouble is not None:
            return
        if frame.opcode is not Opcode.CONT:
            self._is_text = frame.opcode is Opcode.TEXT
        self._in_pieces = not frame.fin
        self._pieces.append(bytes(frame.data))
        if len(self._pieces) > MOST_PIECES:
            self._give_up("sent one message in too many pieces")
        elif frame.fin:
            self._finish()

    def go_on(self) -> None:
        """Take apart what waits for it, when there is room."""
        if self._ahead is None or not self._room(0):
            return
        data, at = self._ahead
        self._ahead = None
        if self._rest:
            data, at = data[at:] + bytes(self._rest), 0
            self._rest.clear()
        self._take_apart(data, at)
        if self._ahead is None:
            self._line.go_on()

    def close(self) -> None:
        """Nobody takes any more: what waits is thrown away, and what comes is only searched for the good-bye."""
        self._deaf = True
        self.messages.clear()
        self._pieces.clear()
        data, at = self._ahead or (b"", 0)
        rest = data[at:] + bytes(self._rest)
        self._rest.clear()
        if self._ahead is not None:
            self._ahead = None
            self._line.go_on()
        self._line.hand_over(rest)

    def _take_apart(self, data: bytes, at: int) -> None:
        """Make messages of the whole frames from there on, as far as there is room."""
        append, raw, before, began, end = self.messages.append, self._raw, len(self.messages), at, len(data)
        room, handed, passed, stop = self._room(0), 0, 0, at
        text, binary = self._plain()
        try:
            while room:
                begin = stop = at + 2
                if begin > end:
                    break
                length = data[at + 1]
                if length == _TWO_BYTES:
                    begin = at + 4
                    length = data[at + 2] << 8 | data[at + 3] if begin <= end else 0
                elif length > _TWO_BYTES:
                    begin, length = _long(data, at)
                stop = begin + length
                if stop > end or length > LARGEST:
                    break
                first = data[at]
                if first == text:
                    message = data[begin:stop]
                    append(message if raw and (message.isascii() or message.decode()) else message.decode())
                    room -= 1
                elif first == binary:
                    append(data[begin:stop])
                    room -= 1
                else:
                    self._line.hand_over(data[at:stop])
                    handed += 1
                    passed += stop - at
                    room = self._room(handed)
                    text, binary = self._plain()
                at = stop
        except UnicodeDecodeError:
            self._give_up("sent text that is not UTF-8")
        self.whole += len(self.messages) - before
        self._held += at - began - passed
        self._leave(data, at, stop - at)
        if handed >= MOST_HANDED:
            self._line.breathe()

    def _plain(self) -> tuple[int, int]:
        """The first bytes of frames that are whole messages: none may come inside another message."""
        return (_NONE, _NONE) if self._in_pieces else (_TEXT, _BINARY)

    def _room(self, handed: int) -> int:
        """How many more messages may come before others have their turn."""
        if self.trouble is not None or self._held > MOST_HELD or handed >= MOST_HANDED or not self._line.is_open():
            return 0
        return max(0, MOST_WAITING - len(self.messages))

    def _leave(self, data: bytes, at: int, length: int) -> None:
        """See to the rest: a frame of that length, as far as is known, and what follows it."""
        if self.trouble is not None:
            return
        if length > _LONGEST or not self._line.is_open():
            self._line.hand_over(data[at:])  # its head, or what was said before, is all the library needs to judge it
            return
        whole = at + length <= len(data)
        if not whole:
            self._rest += data[at:]
            self._need = length
        if whole or self._held > MOST_HELD:
            self._ahead = (data, at) if whole else (b"", 0)
            self._line.halt()

    def _finish(self) -> None:
        whole = b"".join(self._pieces)
        self._pieces.clear()
        self._held += len(whole)
        try:
            text = whole.decode() if self._is_text else whole
            self.messages.append(whole if self._raw else text)
        except UnicodeDecodeError:
            self._give_up("sent text that is not UTF-8")

    def _give_up(self, what: str) -> None:
        self.trouble = nonsense(self._place, what)
        self._ahead = b"", 0
        self._line.halt()


def _long(data: bytes, at: int) -> tuple[int, int]:
    """Where the content of a masked frame or of one with a long head begins, and its length: 0 until that is known."""
    if data[at + 1] > _EIGHT_BYTES:
        return at + 2, _LONGEST  # no server masks: it is not worth a wait
    return at + 10, int.from_bytes(data[at + 2 : at + 10]) if at + 10 <= len(data) else 0
