"""Words of centuries and of their parts, in many languages; compared without case and accents.

One-letter abbreviations (“s.”, “w.”, “c.”) are not here: they are read only beside a number
(:mod:`archcite.dates.periods`).
"""

from __future__ import annotations

from archcite.dates.vocabulary import PARTS_OF_PERIODS, fold

_CENTURIES = """aldar mendea century jh sec secc
    centuries cent jahrhundert jahrhunderts jahrhunderte jahrhunderten jhs jhd
    jhdt jhdts jahrh siecle siecles sieclo siglo siglos secolo secoli seculo seculos segle segles secol secolul
    secolului secole secolele secolelor veac veacul veacului mendea saec saeculo saeculi saeculum eeuw eeuwen
    eeu arhundrade arhundradet arhundradets arhundradena arhundrede arhundredet arhundrede arhundre arhundret
    hundrear aarhundrede vuosisata vuosisadan vuosisadalla vuosisatojen sajand sajandi sajandil gadsimts
    gadsimta gadsimts gs amzius amziaus amziuje amz wiek wieku wiekow wiekach stoleti stol stoletia storocie
    storocia stoljece stoljeca stoljecu stoletje stoletja stoletju vek veka veku vijek vijeka век века веку
    веков века векове столетие столетия столетий ст стст стол столittя столiття століття століть столітті
    стагоддзе стагоддзя стагоддзі столеће столећа столећу столетие столетия szazad szazadi szazadban szazadok
    szazadanak yuzyil yuzyili yuzyilin yuzyilda asir asri asrin αιωνας αιωνα αι shekull shekulli shekullit
    ganrif thế-ky""".split()  # noqa: SIM905
# Read only beside a Roman numeral: “XIX bb.”, “XIX st.”, but not “18 st.”.
_ABBREVIATED = "vs saj stor st bb вв yy sek szd s c w v a e в".split()  # noqa: SIM905
_FRACTIONS = """half halves quarter third halfte halfte h viertel drittel moitie quart tiers mitad cuarto tercio metade
    quartel terco meta quarto terzo meitat jumatate jumatatea jum sfert sfertul treime helft kwart kwartaal derde
    halft halften halva halvdel halvdelen halvpart kvartal fjerdedel fjardedel tredjedel helmingur fjordungur
    puolisko puoliskon puolivali neljannes neljanneksen pool poole veerand puse puses ceturksnis puse pusei ketvirtis
    ketvircio polowa polowie polowy pol cwierc cwierci polovina polovine poloviny polovice polovicu polovica polovicka
    ctvrtina ctvrtine ctvrtiny stvrtina cetrtina cetrtine tretjina cetvrtina cetvrtine trecina половина половине
    половины половину пол четверть четверти четв треть трети половини половині чверть чверті трeтина третина
    палова паловы чвэрць пoловина четвъртина četvrt četvrti cetvrt cetvrti fele feleben felenek negyed negyede
    negyedeben harmad harmada yarisi yarisinda ceyregi ceyrek μισο ημισυ τεταρτο gjysma gjysme ceteka leath
    hanner parruh""".split()  # noqa: SIM905
_ORDINALS = """first second third fourth last former latter erste ersten zweite zweiten dritte dritten vierte vierten
    letzte letzten premier premiere second seconde deuxieme troisieme quatrieme dernier derniere primer primera primero
    segunda segundo tercera tercer tercero cuarta cuarto ultimo ultima primeira primeiro terceiro terceira quarta
    prima primo seconda secondo terza terzo quarto primul primei doua doilea treia treilea patra patrulea all eerste
    tweede derde vierde laatste forsta andra tredje fjarde sista forste anden annen tredje fjerde siste sidste fyrri
    seinni fyrsti annar ensimmainen toinen ensimmaisen toisen kolmas neljas viimeinen esimene teine kolmas neljas
    pirma pirmais pirmaja otra otrais otraja tresais ceturtais pirmas pirmoji pirmojoje antra antroji antrasis trecias
    ketvirtas pierwsza pierwszej pierwszy drugiej druga drugi trzecia trzecie czwarta ostatnia ostatni prvni druha
    druhe treti ctvrta posledni prva prve prvej druhej tretia stvrta posledna prvi drugo druge cetrta cetrti treca
    treci cetvrta cetvrti zadnja poslednja первая первой первое вторая второй второе третья третьей четвертая
    четвертой последняя последней перша першої першій друга другої другій третя четверта остання першая другая прва
    друга прво друго
    първа първата втора втората последна посл перв втор elso masodik harmadik negyedik utolso ilk birinci ikinci
    ucuncu dorduncu son πρωτο δευτερο τριτο τεταρτο τελευταιο pare dyte trete fundit""".split()  # noqa: SIM905
_JOINING = """of the a al ale o de du des del della dello di da do dos das in im der den dem the la le el lo il les van
    het av af i la w v ve u во в на од от lea ul ului et los las od z ze s az e as aus vom von og och en och nin un
    mid κατα τον του της στις οι""".split()  # noqa: SIM905

CENTURIES = frozenset(map(fold, _CENTURIES))
ABBREVIATED_CENTURIES = frozenset(map(fold, _ABBREVIATED))
FRACTIONS = frozenset(map(fold, _FRACTIONS))
ORDINALS = frozenset(map(fold, _ORDINALS))
JOINING = frozenset(map(fold, _JOINING))
PARTS = frozenset(PARTS_OF_PERIODS)
