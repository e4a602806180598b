"""Recognize text in the old encodings of China, Japan and Korea by the characters that are common there.

Bytes of one language can be decoded as characters of another, but these are then rare ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

# The share of characters outside of ASCII that are common ones, in text of the language.
_LEAST_SHARE = 0.85
# The bytes of Russian capitals in Windows, which have the place of common Chinese characters.
_ASCII_AND_CAPITALS = bytes((*range(0x80), *range(0xC0, 0xE0)))
# As much of a text is looked at.
_SEARCHED = 20_000

# The syllables that Korean consists of but for rare words: a third of those that the encoding has.
_SYLLABLES = (
    "가각간갈감갑갔강갖같개객거건걸검겁것게겠격견결겸겼경계고곡곤골곰곳공과관광괴교구국군굴궁권귀규균그극"
    "근글금급기긴길김깊까깨꺼께꼬꼭꽃꾸꿈끄끈끊끌끝끼나낙난날남납낫낭낮낳내낸냈냉너널넓넘넣네넬녀년념녕노"
    "녹논놀농높놓놔뇌누눈눌뉴느는늘능늦니닉닌님다닥단닫달담답당대댁더덕던덜덤덧데덴도독돈돌동돼됐되된될됨"
    "됩두둑둔둘둥뒤뒷듀드득든듣들듬등디딕딘딩딸땅때떠떤떨떻또뜨뜰뜻라락란람랍랑래랜략량러럭런럼럽럿렀렁렇"
    "레렉렌려력련렬렴렵령례로록론롭료룡루룩룬룹류륙륜률륭르른를름릉리릭린릴림립릿링마막만많말맑망맞맡매맥"
    "맨맹머먹먼멀멈메멘면멸명몇모목몰몸못몽묘무묵묶문묻물뭐므미믹민믿밀및밑바박밖반받발밝밤밥방밭배백뱅버"
    "번벌범법벗베벤벨벽변별병보복볼봄봉봐부북분불붉붕붙브블비빅빈빌빙빛빠빨빼뻐뽑뿌뿐쁘사삭산살삶삼상새색"
    "샘생샤서석섞선설섬섭성세섹센셀셔션소속손솔송쇄쇠쇼수숙순술숨숭숲쉬슈스슨슬습승시식신실심십싱싶싸쌀쌓"
    "써썼쏘쓰쓴씨아악안앉않알암압았앙앞애액앤야약양얘어억언얼엄업없었에엔엘여역연열염엽였영예옛오옥온올옮"
    "옳옹와완왔왕왜외왼요욕용우욱운울움웃웅워원월웨위윈유육윤율융으은을음응의이익인일읽잃임입있잊자작잔잘"
    "잠잡장재쟁저적전절젊점접정젖제젠져졌조족존졸종좋좌죄주죽준줄중줘즈즉즌즐즘증지직진질짐집짓징짜짝짧째쩌"
    "쪽찌찍차착찬찰참창찾채책챔처척천철첨첩첫청체쳐쳤초촉촌총촬최추축춘출춤충춰취츠측층치칙친칠침칭카칸칼"
    "캐캠커컨컬컴컵케켓켜켰코콘콜쾌쿄쿠퀴크큰클키킨킬킹타탁탄탈탐탑탓탕태택터턴털텅테텍텐텔템토톤통퇴투튀"
    "트특튼튿틀틈티틱틴팀팅파판팔패팩팽퍼펀페펜펠펴편펼평폐포폭폰표푸풀품풍퓨프플피픽필핏하학한할함합핫항"
    "해핵햇했행향허헌험헤헬혀혁현혈협형혜호혹혼홀홈홍화확환활황회획횡효후훈훌훔훨휘휴흐흑흔흘흙흡흥흩희흰"
    "히힌힘"
)


class DecodedText(NamedTuple):
    """A text, and what its encoding is called."""

    text: str
    encoding: str


def decode_east_asian(data: bytes) -> DecodedText | None:
    """Decode bytes in the encoding whose common characters they have; None if none of them has.

    >>> decode_east_asian("档案馆 1958".encode("gbk")), decode_east_asian("Архив".encode("cp1251"))
    (DecodedText(text='档案馆 1958', encoding='GB 18030 (Chinese)'), None)
    """
    if not data.translate(None, _ASCII_AND_CAPITALS):
        return None
    best, best_share = None, _LEAST_SHARE
    for encoding, (name, is_common) in _ENCODINGS.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = [sign for sign in text[:_SEARCHED] if sign > "\x7f"]
        share = sum(map(is_common, foreign)) / len(foreign) if foreign else 0.0
        if share > best_share:
            best, best_share = DecodedText(text, name), share
    return best


def _is_common_chinese(sign: str) -> bool:
    # Level 1 of GB 2312, and its punctuation.
    row, *rest = sign.encode("gb18030")
    return len(rest) == 1 and rest[0] >= 0xA1 and (0xB0 <= row <= 0xD7 or 0xA1 <= row <= 0xA3)


def _is_common_taiwanese(sign: str) -> bool:
    # Level 1 of Big5, and its punctuation.
    row = sign.encode("big5", "replace")[0]
    return 0xA1 <= row <= 0xC6


def _is_japanese(sign: str) -> bool:
    return "\u3000" <= sign <= "\u30ff" or "\uff01" <= sign <= "\uff5e" or _is_common_kanji(sign)


def _is_common_kanji(sign: str) -> bool:
    # Level 1 of JIS X 0208.
    row = sign.encode("euc_jp", "replace")[0]
    return 0xB0 <= row <= 0xCF


def _is_korean(sign: str) -> bool:
    return sign in _SYLLABLES or "\u3000" <= sign <= "\u303f"


# Kana and Hangul come first: with the same share they tell more than ideographs, the common half of which has the
# bytes of Hangul.
_ENCODINGS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "euc_kr": ("EUC-KR (Korean)", _is_korean),
    "gb18030": ("GB 18030 (Chinese)", _is_common_chinese),
    "cp932": ("Shift JIS (Japanese)", _is_japanese),
    "euc_jp": ("EUC-JP (Japanese)", _is_japanese),
    "big5": ("Big5 (Chinese)", _is_common_taiwanese),
}
