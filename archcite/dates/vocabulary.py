"""Words that dates are written with, by meaning.  All are compared without case and accents (:func:`fold`).

A month may be abbreviated to its first three letters or more wherever that is unambiguous.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left

_PLAIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae", "’": "'"})


def fold(text: str) -> str:
    """Return a word without case, accents and national letters.

    >>> fold("Września"), fold("Märch"), fold("МАЙ") == fold("май")
    ('wrzesnia', 'march', True)
    """
    return text.casefold() if text.isascii() else _fold_letters(text)


@functools.lru_cache(maxsize=4096)
def _fold_letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_PLAIN_LETTERS)


def _fold_words(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


# Names of months: English, German, French, Spanish, Italian, Portuguese, Catalan, Romanian, Latin, Dutch, Danish,
# Norwegian, Swedish, Icelandic, Finnish, Estonian, Latvian, Lithuanian, Polish, Czech, Slovak, Slovene, Croatian,
# Serbian, Bulgarian, Macedonian, Russian, Ukrainian, Belarusian, Hungarian, Turkish, Albanian, Greek, Hebrew,
# Indonesian, Arabic; in the nominative and in the case that dates have. “listopad” is November (Polish, Czech), though
# October in Croatian.
MONTH_NAMES: tuple[str, ...] = (
    """january januar janner janvier enero gennaio janeiro gener ianuarie ianuarii januarii januari janúar tammikuu
    tammikuuta tammikuun jaanuar janvaris janvari sausis sausio styczen stycznia leden ledna januara sijecanj sijecnja
    јануар јануара януари јануари январь января січень січня студзень студзеня januarius január ocak janar ιανουαριος
    ιανουαριου γεναρη ינואר
    styczniu lednu januári январе січні januarban tammikuussa siječnju
    يناير""",
    """february februar februara feber fevrier febrero febbraio fevereiro febrer februarie februarii februari febrúar
    helmikuu helmikuuta helmikuun veebruar februaris vasaris vasario luty lutego unor unora veljaca veljace фебруар
    фебруара февруари февраль февраля лютий лютого люты лютага február subat shkurt φεβρουαριος φεβρουαριου פברואר
    pebruari
    lutym únoru februári феврале лютому februarban helmikuussa veljači
    فبراير شباط""",
    """march marz maerz mars marzo marco marc martie martii maart marts maaliskuu maaliskuuta maaliskuun martsi mart
    kovas kovo marzec marca brezen brezna ozujak ozujka март марта березень березня сакавік сакавіка marcius mart
    marsi μαρτιος μαρτιου מרץ marta maret
    marcu březnu marci марте березні marciusban maaliskuussa ožujku
    مارس آذار""",
    """april avril abril aprile aprilie aprilis aprili huhtikuu huhtikuuta huhtikuun aprill balandis balandzio kwiecien
    kwietnia duben dubna travanj travnja април априла апрель апреля квітень квітня красавік красавіка aprila nisan
    prill απριλιος απριλιου אפריל
    kwietniu dubnu apríli апреле квітні aprilisban huhtikuussa travnju
    أبريل إبريل نيسان""",
    """may mai maggio mayo maio maig maii mei maj maja mají toukokuu toukokuuta toukokuun maijs maija geguze geguzes
    kveten kvetna svibanj svibnja мај маја май мая травень травня травня май мая május majus mayis μαιος μαιου מאי
    maju květnu máji мае травні majusban toukokuussa svibnju
    مايو أيار""",
    """june juni junio juin giugno junho juny iunie iunii juin kesakuu kesakuuta kesakuun juuni junijs junija birzelis
    birzelio czerwiec czerwca cerven cervna lipanj lipnja јун јуна юни јуни июнь июня червень червня чэрвень чэрвеня
    junius juna juna jún haziran qershor ιουνιος ιουνιου יוני
    czerwcu červnu júni июне червні juniusban kesäkuussa lipnju
    يونيو حزيران""",
    """july juli julio juillet luglio julho juliol iulie iulii heinakuu heinakuuta heinakuun juuli julijs julija liepa
    liepos lipiec lipca cervenec cervence srpanj srpnja јул јула юли јули июль июля липень липня ліпень ліпеня julius
    jula júl temmuz korrik ιουλιος ιουλιου יולי
    lipcu červenci júli июле липні juliusban heinäkuussa srpnju
    يوليو تموز""",
    """august aout agosto agost augusti augustus elokuu elokuuta elokuun augusts augusta rugpjutis rugpjucio sierpien
    sierpnia srpen srpna kolovoz kolovoza август августа серпень серпня жнівень жніўня augusztus avgust avgusta
    agustos gusht αυγουστος αυγουστου אוגוסט agustus
    sierpniu srpnu auguste августе серпні augusztusban elokuussa kolovozu
    أغسطس آب""",
    """september sept septembre septiembre setiembre settembre setembro setembre septembrie septembris
    syyskuu syyskuuta
    syyskuun septembri rugsejis rugsejo wrzesien wrzesnia zari rujan rujna септембар септембра септември сентябрь
    сентября вересень вересня верасень верасня szeptember septembra eylul shtator σεπτεμβριος σεπτεμβριου ספטמבר
    wrześniu septembri сентябре вересні szeptemberben syyskuussa rujnu
    سبتمبر أيلول""",
    """october oktober octobre octubre ottobre outubro octombrie octobris lokakuu lokakuuta lokakuun oktoober oktobris
    oktobri spalis spalio pazdziernik pazdziernika rijen rijna oktobra октобар октобра октомври октябрь октября
    жовтень жовтня кастрычнік кастрычніка oktober ekim tetor οκτωβριος οκτωβριου אוקטובר october oktobar
    październiku říjnu októbri октябре жовтні oktoberben lokakuussa
    أكتوبر""",
    """november novembre noviembre novembro noiembrie novembris marraskuu marraskuuta marraskuun novembri lapkritis
    lapkricio listopad listopada studeni studenoga studenog новембар новембра ноември ноябрь ноября листопад листопада
    лістапад лістапада novembra kasim nentor νοεμβριος νοεμβριου נובמבר nopember novembar
    listopadzie listopadu novembri ноябре листопаді novemberben marraskuussa studenom
    نوفمبر""",
    """december dezember decembre diciembre dicembre dezembro desembre decembrie decembris desember joulukuu joulukuuta
    joulukuun detsember decembri gruodis gruodzio grudzien grudnia prosinec prosince prosinac prosinca децембар
    децембра декември декабрь декабря грудень грудня снежань снежня decembra aralik dhjetor δεκεμβριος δεκεμβριου
    דצמבר decembar
    grudniu prosinci decembri декабре грудні decemberben joulukuussa prosincu
    ديسمبر""",
)
# Months of languages that few citations are in, Russian ones in Latin letters and old German ones. Only a whole
# word counts, so that no abbreviation of another word is taken for one.
RARE_MONTH_NAMES: tuple[str, ...] = (
    """ionawr eanáir urtarrila urtarrilaren xaneiro yanvar ianvar ianvaria yanvarya ianvaria hartung jenner
    jenners ژانویه հունվար հունվարի იანვარი იანვარს jannar қаңтар jannarju genver xan schaner genièr
    faoilleach ean urt iyanvar yan հնվ იან қаң ינו janaayo jannewaris""",
    """chwefror feabhra otsaila otsailaren febreiro fevral fevralia fevralya hornung hornungs sporkel فوریه
    փետրվար փետրվարի თებერვალი ақпан frar chwef gearran ghearran favrer febrièr peb pebrero ots feabh թեբ
    փտվ თებ ақп פבר shk febrewaris""",
    """mawrth márta martxoa martxoaren lenzmonat lenzing مارس մարտ մարտի მარტი наурыз marzu maw màrt mhàrt
    meurzh mac machi mäerz marto marso մրտ მარ нау maarso""",
    """ebrill aibreán apirila apirilaren aprel aprelia aprelya ostermonat ostermond آوریل ապրիլ ապրիլի აპრილი
    сәуір ebr ebrel giblean ghiblean avrigl abrëll aprilo api ապր აპრ сәу אפר pri aprili abriil""",
    """bealtaine maiatza maiatzaren maia maya mei wonnemonat مه մայիս մայիսի მაისი мамыр mejju majo cèitean
    chèitean matg maaie մյս მაი""",
    """mehefin meitheamh ekaina ekainaren xuño iyun iiunia iyunya iiun brachmonat brachet ژوئن հունիս հունիսի
    ივნისი маусым ġunju meh mezheven meith zercladur junh hunyo iyn eka հնս ივნ мау qer juun""",
    """gorffennaf iúil uztaila uztailaren xullo iyul iiulia iyulya iiul heumonat heuet julai ژوئیه հուլիս
    հուլիսի ივლისი шілде lulju gorff gouere iuchar fanadur julhet hulyo iyl uzt հլս ივლ шіл korr luulyo""",
    """awst lúnasa abuztua abuztuaren avqust erntemonat ogos اوت օգոստոս օգոստոսի აგვისტო тамыз awwissu augst
    augsti augstmonat eost lùnastal avust aŭgusto avq ogo agosti ogosto օգս აგვ там אוג gush""",
    """medi iraila irailaren sentyabr sentiabr sentiabria sentyabrya herbstmonat سپتامبر սեպտեմբեր սեպտեմբերի
    სექტემბერი қыркүйек settembru gwengolo sultain setyembre septembro septembar septemba sentabr սեպ სექ
    қыр ספט sht septimber ira""",
    """hydref urria urriaren outubro oktyabr oktiabr oktiabria oktyabrya weinmonat weinmond اکتبر հոկտեմբեր
    հոկտեմբերի ოქტომბერი қазан ottubru hyd dàmhair octòbre oktobro oktubre oktoba oktabr urr հոկ ოქტ қаз אוק
    tet""",
    """tachwedd samhain azaroa azaroaren noyabr noiabr noiabria noyabrya wintermonat نوامبر նոյեմբեր նոյեմբերի
    ნოემბერი қараша novembru tach samh nobyembre novemba noy նոյ ნოე қар נוב nën novimber""",
    """rhagfyr nollaig abendua abenduaren dekabr dekabria dekabrya christmonat christmond دسامبر դեկտեմբեր
    դեկտեմբերի დეკემბერი желтоқсан diċembru rhag kerzu dùbhlachd dis disember disyembre desemba noll abe dek
    դեկ დეკ жел דצמ dhj desimber""",
)
# Abbreviations that are not the beginning of a name above, or of names of several months.
MONTH_ABBREVIATIONS: dict[str, int] = {
    "jan": 1, "janv": 1, "ene": 1, "gen": 1, "янв": 1, "feb": 2, "fev": 2, "fevr": 2, "febr": 2, "фев": 2, "февр": 2,
    "un": 2, "cer": 6, "cvn": 6, "cvc": 7,
    "mar": 3, "mrt": 3, "mz": 3, "мар": 3, "apr": 4, "avr": 4, "abr": 4, "апр": 4, "mag": 5, "maj": 5,
    "jun": 6, "giu": 6, "juin": 6, "iun": 6, "июн": 6, "jul": 7, "juil": 7, "lug": 7, "iul": 7, "июл": 7,
    "aug": 8, "avg": 8, "ago": 8, "авг": 8, "sep": 9, "sept": 9, "set": 9, "szept": 9, "сен": 9, "сент": 9,
    "oct": 10, "okt": 10, "ott": 10, "out": 10, "окт": 10, "nov": 11, "noi": 11, "ноя": 11, "нояб": 11,
    "dec": 12, "dez": 12, "des": 12, "dic": 12, "дек": 12,
}  # fmt: skip
# Words of dates that are read by patterns: decades, eras, years that are counted otherwise, parts of the day.
OTHER_WORDS = _fold_words(
    """fl active flourished floruit jahre jahren jahres talet tallet luku luvun luvulla evek leta let lat bce ante post
    quem terminus earlier later than not non nicht pas prima oltre dopo soon chr jesus christ christus hicri miladi
    hijri dekade decade decada decadas decennie decennio decenniu deceniul quarter uhr"""
)
SEASON_NAMES: dict[int, str] = {
    21: """spring fruhling fruhjahr printemps primavera forar foraret varen kevaalla var vår lente voorjaar
        kevat wiosna wiosną wiosny jaro jara jar proljece пролет весна весны весной навесні tavasz
        tavasza tavaszan ilkbahar ilkbaharı ilkbaharında bahar baharı baharında gwanwyn earrach""",
    22: """summer sommer ete verano estate verao estiu vara sommar sommaren sommeren kesalla zomer kesa suvi
        lato latem leto лето лета летом літо ljeto nyar nyara nyaran yaz yazı yazında samhradh haf""",
    23: """autumn fall herbst automne otono autunno outono tardor toamna efterar efteraret host syksylla hösten
        herfst najaar syksy jesien jesienią jesieni podzim jesen осень осени осенью осінь есен osz
        osze oszen osszel sonbahar sonbaharı sonbaharında güz""",
    24: """winter vintern vinteren talvella hiver invierno inverno hivern iarna vinter talvi zima zimy zimą
        зима зимы зимой tel tele telen kis kışı kışında gaeaf""",
}
# Words in front of a date, and what they mean.
APPROXIMATE = """circa cca ca c abt est estimated cal about around approximately approx roughly um etwa gegen vers
    environ env hacia alrededor aproximadamente verso por volta około okolo ok около бл kolem asi omkring
    ungefar ungefahr noin korul kb zirka rond omstreeks ок прибл początek początku
    aprox aproximativ jurul aproximado aproximada cerca circiter okoli oko приблизно приблизительно примерно
    кала каля przyblizeniu mniej-wiecej priblizne zhruba omkr omtrent cirka kring umkring umb arvatavasti
    umbes ap apie aptuveni aptuveni κατα περιπου rreth cca. kira-kira sekitar ungef ca. ongeveer omstr thart tua
    kozeltoleg hozzavetoleg yaklasik takriben civarinda околу leat priblizno pribl""".split()  # noqa: SIM905
PARTS_OF_PERIODS = """früh frühe früher frühes frühen spät späte später spätes späten tidlig tidligt tidigt sent sen
    sene seint vroeg vroege laat late przełom przełomu
    přelom přelomu turn tournant wende рубеж рубежа рубеже fordulója dechrau diwedd canol midten midt
    mijlocul inceputul sfarsitul early late mid
    middle beginning end
    start anfang mitte ende debut milieu fin principios mediados fines finales inizio meta início
    meados pocatek polovina konec poczatek polowa koniec начало середина конец начала середины конца
    eleje kozepe vege eind begin midden початок кінець кон нач сер пол pocz poł kon sredina slutet
    borjan mitten slutningen begyndelsen slutten begynnelsen alku loppu finale
    finals inicis principi mitjan finais inicios comecos pocetak pocetkom krajem kraj zaciatok
    koncem
    sfarsit sf inceput inc incep mijloc mijl catre finele slut mitt medio primo ultimo begyndelse slutning midte
    lopp alkupuoli loppupuoli keski algus algul lopp keskpaik sakums sakuma beigas beigu vidus vidu pradzia
    pradzioje pabaiga pabaigoje vidurys viduryje pr pab vid kezdete elejen kozepen vegen basi basinda ortasi
    ortalari ortasinda sonu sonlari sonunda baslari αρχες μεσα τελη τελος fillim fundi mesi pocatku koncu
    poloviny sklonku zacatek zacatku pocatkem sredinom srednja konca zacetek zacetka sredini poc пач сяр канец
    пачатак сярэдзіна почетак средина крај почетком крајем края средата пoч поч кін кінця початку середини
    schluss beginn zweites ausgang einde begins midde late-medieval comezos final tardio principio medio inizi
    fine comienzo comienzos debuts fins commencement mitad deb""".split()  # noqa: SIM905
UNCERTAIN = """prob poss verm wahrsch pravd prawdop probably possibly perhaps presumably likely
    maybe apparently uncertain guess guessed unsicher incertain incertaine incerto incerta
    wahrscheinlich vermutlich wohl vielleicht probablement probable peut-etre
    quizas probablemente probabilmente forse prawdopodobnie zapewne pravdepodobne snad вероятно
    возможно предположительно waarschijnlijk sannolikt muhtemelen valoszinuleg
    posibil probabil eventuel moglicherweise eventuell peut eventualmente posiblemente possivelmente
    provavelmente talvez mozna быть-может может ймовірно можливо мабуть верагодна вероватно можда vjerojatno
    mozda verjetno morda patrast mahdollisesti todennakoisesti troligen antagligen mojligen kanske trolig
    formodentlig muligvis sandsynligvis antatt trolig visst likley tikriausiai iespejams toenaoliselt talan
    feltehetoen olasi belki ισως πιθανως""".split()  # noqa: SIM905
BEFORE = """bef pre ранее раньше anterior anteriore ante pred ennen iki pirms enne avanti before prior
    earlier until till
    by vor avant antes prima przed до преди раньше voor fore elott oncesi
    inainte inaintea anterioare pina pana predtym pries пре пред prije pirma innan inden fyrir para πριν προ
    oncesine evvel""".split()  # noqa: SIM905
AFTER = """aft позднее позже posterior posteriore desde vanaf od from с post na ab seit depuis jalkeen after later
    since nach apres despues depois dopo po после след на efter utan sonrasi
    dupa ulterior posle poslije potem pec pārāk pec μετα sonra sonrasinda etter eftir parast tras a-partir pasle
    пасля після по дасле""".split()  # noqa: SIM905
BETWEEN = """bet betw btw between zwischen entre tra fra miedzy pomiedzy mezi между tussen mellan mellem
    intre milli kozott kozt arasi arasinda valilla vahel starp tarp između izmedu medju међу између med
    vahemikus gitna μεταξυ midis""".split()  # noqa: SIM905
FROM = """from von vom du de des desde del dal od с со від van fra fran""".split()  # noqa: SIM905
TO = """az auf zum to through until till bis au a al hasta ate do по до tot til – — - ‒ ‑ − / thru
    pana la fins iki lidz kuni saakka asti ig kadar εως ως deri na""".split()  # noqa: SIM905
# As they are written, for the patterns of lists.
AND_WORDS = ("and", "und", "et", "e", "ed", "y", "i", "a", "и", "та", "en", "og", "och", "ja", "ir", "un", "si", "și",
             "ve", "és", "και", "&")  # fmt: skip
OR_WORDS = ("or", "oder", "ou", "o", "lub", "albo", "czy", "или", "або", "ili", "ali", "nebo", "alebo", "vagy", "of",
            "eller", "tai", "või", "vai", "arba", "sau", "veya", "ya da", "ή", "bzw")  # fmt: skip
AND = [*AND_WORDS, "u"]
# From the first to the last day of a month.
ENGLISH_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third
    twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth
    thirty-first""".split()  # noqa: SIM905
# Words that say that a document is undated, folded and without spaces and full stops.
UNDATED = _fold_words(
    """nd undated nodate sd od bd бд bezdaty безданы бездаты безданых notdated withoutdate dateunknown
    unknowndate nodategiven datenotgiven sansdate sinfecha senzadata semdata ohnedatum undatiert ungedateerd
    zd odat udat zonderdatum udatert udateret odaterad sinedato sineanno sa bezdatowania niedatowane bezdata
    nedatovano keltnelkul datumnelkul en kn tarihsiz ty faradata ff senzaanno недатировано
    dateless daterequired sf oj ud dn 日期不详 日付不明 날짜미상
    nedatat nedat fd fan datanecunoscuta nedatirano nedatovane bezdatuma bd bezdatumu bdat bezdat datiranonei
    недатиран недатовано недат безд ddn datadesconhecida senzaindicazionedidata sfecha pvm ajoittamaton paivaamaton
    paivaaematon vl dateerimata bedatos nedatuotas nedatets bezdatuma tarihyok χχ αχ ahronologito xx
    utandatum udentdato udendato utendato dateinconnue nondate nondatato senzadata undat odatum zj zd dateunk
    nodated nondated datumunbekannt datumonbekend undatirt niedat zonderjaar dato-ukjent"""
)
# Days of the week, whole and abbreviated.
WEEKDAYS = _fold_words(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags dienstags mittwochs donnerstags
    freitags samstags sonntags
    lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim
    lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom
    lunedì martedì mercoledì giovedì venerdì sabato domenica gio
    segunda-feira terça-feira quarta-feira quinta-feira sexta-feira feira
    dilluns dimarts dimecres dijous divendres dissabte diumenge
    luni marți miercuri joi vineri sâmbătă duminică
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag
    mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur
    maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina keskiviikkona
    torstaina perjantaina lauantaina sunnuntaina
    esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev
    pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena
    pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis
    poniedziałek wtorek środa czwartek piątek sobota niedziela poniedziałku środę sobotę niedzielę pon śr czw
    sob niedz
    pondělí úterý středa čtvrtek pátek neděle středu sobotu neděli
    pondelok utorok streda štvrtok piatok nedeľa
    ponedeljek torek sreda četrtek petek nedelja ponedjeljak utorak srijeda četvrtak petak subota nedjelja
    ponedeljak srijedu subotu
    понедељак уторак среда четвртак петак субота недеља понеделник вторник сряда четвъртък петък събота неделя
    понедельник четверг пятница воскресенье среду пятницу субботу
    суббота понеділок вівторок середа п'ятниця неділя середу суботу неділю панядзелак аўторак
    серада чацвер пятніца нядзеля
    hétfő kedd szerda csütörtök péntek szombat vasárnap hétfőn kedden szerdán csütörtökön pénteken szombaton
    pazartesi salı çarşamba perşembe cuma cumartesi pazar günü
    hënë martë mërkurë enjte premte shtunë diel
    δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή
    senin selasa rabu kamis jumat sabtu minggu isnin khamis jumaat ahad
    mércores xoves venres luns asteazkena igandea asteartea osteguna larunbata astelehena ostirala
    déardaoin máirt sathairn luain haoine domhnaigh céadaoin četvrtka četvrtkom
    четвер четвртак четврток сабота недела петок п’ятниця
    სამშაბათი ოთხშაბათი ორშაბათი შაბათი ხუთშაბათი კვირა პარასკევი
    երկուշաբթի չորեքշաբթի երեքշաբթի շաբաթ կիրակի ուրբաթ հինգշաբթի
    дүйсенбі сенбі сейсенбі жұма бейсенбі сәрсенбі жексенбі cümə şənbə çərşənbə
    dydd llun mawrth mercher iau gwener sadwrn sul
    الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"""
)
# Words that say nothing: articles, prepositions, the year's and the day's own words, days of the week.
NOISE = WEEKDAYS | _fold_words(
    """of the on in at year month day days of del de da di la le du der dem den des im am vom d r p g m y г гг год года
    году годов р року рік рр roku rok roka rokov leta god godina godine година години gada gads metai metų
    metu mm anno anni an ann annee annees ev evi ho napja napjan van het jaar jahr jahre jahren ano año
    el los las dia día dzien dnia dniach dne dnech dnů от os ns oldstyle newstyle
    stst нст ст старого нового стиля стилю rokem roce rocznie рок il l lety w v u в у ye nuit night nacht
    noche notte lata years anos dated datiert date ii
    lo gli les es anul anului annul anii luna lunii ziua lea al ale aasta aastal aastat vuonna vuoden vuotta vuosina
    vuosien ar år aret årets
    yili yilinda yil yılları yıllarında sene senesi tarih tarihli ετος ετους έτους έτος dnem dni rokach рока годзе
    ngày yn urte urteko hónap domini dydd dé ж թ"""
)


def is_undated(text: str) -> bool:
    """Return whether a text says, in one of many languages, that a document has no date.

    >>> [is_undated(text) for text in ("n.d.", "Undated", "o. D.", "[б. д.]", "1958")]
    [True, True, True, True, False]
    """
    return re.sub(r"[\s.\[\]()]+", "", fold(text)) in UNDATED


def find_month(word: str) -> int:
    """Return the number of the month that a folded word names, or 0.

    A word of at least three letters may be the beginning of names of one month only.

    >>> find_month("september"), find_month("wrzes"), find_month("ju"), find_month("letter")
    (9, 9, 0, 0)
    """
    if month := _ABBREVIATIONS.get(word) or _MONTHS.get(word):
        return month
    if len(word) < 3:
        return 0
    months = set()
    for index in range(bisect_left(_NAMES, word), len(_NAMES)):
        if not _NAMES[index].startswith(word):
            break
        months.add(_MONTHS[_NAMES[index]])
    return months.pop() if len(months) == 1 else 0


_ABBREVIATIONS = {fold(name): number for name, number in MONTH_ABBREVIATIONS.items()}
for _number, _text in enumerate(RARE_MONTH_NAMES, start=1):
    _ABBREVIATIONS.update((_name, _number) for _name in fold(_text).split())
for _words in (APPROXIMATE, PARTS_OF_PERIODS, UNCERTAIN, BEFORE, AFTER, BETWEEN, FROM, TO, AND):
    _words[:] = [fold(_word) for _word in _words]
# A name of two months is that of the first: “listopad” is October in Croatian only.
_MONTHS: dict[str, int] = {}
for _number, _text in enumerate(MONTH_NAMES, start=1):
    _MONTHS.update((_name, _number) for _name in fold(_text).split() if _name not in _MONTHS)
_NAMES = sorted(_MONTHS)
SEASONS: dict[str, int] = {
    fold(name): number for number, names in SEASON_NAMES.items() for name in names.split()
}
