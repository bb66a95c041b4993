"""Short and other forms of given names, in English, Italian, German, Spanish and French."""

from __future__ import annotations

_GROUPS = """
abigail abby gail
agnes agnese inez ines
albert alberto albrecht al bert berto
alexander alexandra alessandro alessandra alejandro alejandra alex al sandro sandra sascha sasha sandy xander lex ale
alfred alfredo alf fred freddy
amelia amalia milly mia
andrew andrea andreas andre andres andy drew
anna anne ann annie anita nancy nina annette antje anja hannah hanna ana
anthony antonio antonia anton antoine tony toni toto antonella tonio tonino nino
barbara barb babs babette bea
beatrice beatrix bea trixie bice
benjamin beniamino ben benny benji
bernard bernardo bernhard bernie
catherine katherine caterina katharina kathryn catarina catalina cathy kathy kate katie kitty kat cat rina karin katja
charles carlo carlos karl carl charlie chuck chaz lalo
charlotte carlotta lottie lotte lola charlie
christian cristiano christiane chris cris kris
christine christina cristina kristin christa chris cris tina chrissy kirsten
christopher cristoforo christoph chris kit topher
daniel daniele daniela danielle dan danny dani
david davide dave davey
deborah debora debbie deb
diego jacob james giacomo jakob jacques jaime santiago jack jim jimmy jamie jake mino
dominic domenico dominik dominique domingo mimmo dom nico
dorothy dorotea dorothea dora dot dottie dolly
edward edoardo eduardo eduard ed eddie ted teddy ned edo lalo
elizabeth elisabetta elisabeth isabel isabella elisa eliza liz lizzie beth betty bettina betta lisa lise libby bess elsa elsie lilli
eleanor eleonora elena helen helena ellen nora nell nelly lena leni
emanuel emanuele emanuela manuel manuela manu lele lela
emily emilia emma em milly emmy
eric erik enrico heinrich henry enrique henri harry hank heinz rico kiko hal henk
eugene eugenio eugen gene
ferdinand ferdinando fernando nando ferdy
florence fiorenza flo florrie
francis francesco franz francisco francois frank franco frankie fran checco cesco paco pancho ciccio
frances francesca franziska francisca fran franny franzi kika checca cecca fanny
frederick federico federica friederike friedrich frederic fred freddy fede fritz rike freddie
gabriel gabriele gabriella gabriela gabi gabby gabe lele
genevieve genoveffa ginny
geoffrey goffredo gottfried geoff jeff
george giorgio georg jorge georges giorgia georgina georgie gigi
gerald gerard gerardo gerhard gerry jerry gerd
gertrude gertrud trudy gerti
giovanna joan jane jean joanna johanna juana jenny jeanne vanna gianna hanna jo janet
giulia julia julie giuliana juliana giulietta juliet jules
giuseppe joseph josef jose beppe pino peppe peppino joe joey pepe sepp geppi
giuseppina josephine josefina pina josie jo fina
gregory gregorio gregor greg
guglielmo william wilhelm guillermo guillaume bill billy will willy willie liam memmo wim helmut
gustav gustavo gus
helen helena elena lena nell nelly
hubert uberto umberto bert berto
ignatius ignazio ignacio nacho
irene rena renee
jennifer jenny jen ginevra
jerome girolamo geronimo jerry
jessica jess jessie gessica
john giovanni johann johannes juan jean jan hans jack johnny jon gianni nanni giannino vanni ian ivan sean
jonathan gionata jon nathan jonny
joshua giosue josh
judith giuditta judy jutta
kenneth ken kenny
lawrence laurence lorenzo lorenz laurent larry laurie renzo enzo lars
leonard leonardo leonhard leo len lenny nardo
louis luigi ludwig luis lewis ludovico lou gigi gino louie luigino lodovico
louise luisa luise lou lulu gigia isa
lucy lucia lucie luz lu cia
madeleine maddalena magdalena maddie lena magda
margaret margherita margarete margarita marguerite maggie meg peggy greta rita madge daisy margot gretchen gretel
mark marco markus marcus marcos marc marcello
martha marta martina marty tina
mary maria marie marion mariella polly molly mamie mia mimi moll marisa mitzi pia
matthew matteo matthias mattia mateo matt matty matze teo
maurice maurizio moritz mauricio mo
maximilian massimiliano massimo maximiliano maxime max maxi massi
melissa mel lissa missy
michael michele michaela michela michel miguel mike mick mickey micky michi mitch mike misha
nathaniel nathan nat nate
nicholas nicola nikolaus nicolas nicolo nick nicky nico niko klaus nicoletta nicole colin claus
oliver oliviero olli ollie
olivia livia liv livvy
pamela pam pammy
pasquale pascal lino pasqualino
patricia patrizia patrick patrizio pat patty tricia trish paddy
paul paolo pablo pauly paolino
paula paola paolina pauline
penelope penny
peter pietro petra pedro pierre pete piero pierino piet
philip filippo philipp felipe philippe phil pip pippo lippo
pippa philippa filippa
prudence prue
rachel rachele raquel shelly
raphael raffaele rafael raffaella rafaela rafa raffa lello rafe
raymond raimondo ramon ray
rebecca rebekka becky becca
richard riccardo ricardo rick ricky rich richie dick rico dickie
robert roberto roberta bob bobby rob robby robbie bert berto robin
roger ruggero rodge
ronald ronaldo ron ronnie
rose rosa rosalia rosaria rosie rosy rosina rosetta
rudolf rodolfo rudy ralf
salvatore salvador toto turi sal
samuel samuele samantha sam sammy
sarah sara sally sadie
sebastian sebastiano seb bastian basti
simon simone simona si
sophie sofia sophia fia soph
stephen stefano steven stefan stephan esteban etienne steve stevie ste
stephanie stefania steffi stevie fanny
susan susanna susanne susannah suzanne sue susie suzy sanna
theodore teodoro theodor ted teddy theo teo doro
theresa teresa therese terry tess tessa tracy resi resel
thomas tommaso tomas tom tommy maso
timothy timoteo tim timmy
ursula orsola uschi ulla orsolina
valentine valentino valentina val vale tina
valerie valeria valerio val vale
veronica veronika vera ronnie nica
victor vittorio viktor vic vito toio
victoria vittoria viktoria vicky tori
vincent vincenzo vinzenz vicente vince vinnie enzo cenzo vinny
virginia ginny ginger
walter gualtiero walt wally
yvonne ivonne yves
zachary zaccaria zach zack
"""
"""Each line holds given names, folded, that may belong to one person. A name in two lines does not join the lines."""

_LINES: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(_GROUPS.strip().splitlines()):
    for _name in _line.split():
        _LINES[_name] = _LINES.get(_name, frozenset()) | {_number}


def are_forms_of_one(one: str, other: str) -> bool:
    """Whether two folded given names can be forms of one: "bob" and "robert", "beppe" and "giuseppe".

    "Daniele" and "Daniela" are a man and a woman, though "Dani" may be either.
    """
    return not are_of_man_and_woman(one, other) and not _LINES.get(one, frozenset()).isdisjoint(_LINES.get(other, ()))


def are_of_man_and_woman(one: str, other: str) -> bool:
    """Whether two folded given names differ only as Italian names of men and women do."""
    return one[:-1] == other[:-1] and {one[-1:], other[-1:]} in ({"o", "a"}, {"e", "a"}, {"i", "a"})
