"""How the list of definitions is set: three columns, two, or one, by the width of the page."""

STYLE = """<style>
.ka-index{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:16px 32px;
  max-width:1760px;font-size:14px;line-height:24px;margin-bottom:24px}
.ka-index p{font-weight:600;font-size:15px;margin:0 0 2px}
.ka-index ul{list-style:none;margin:0;padding:0}
.ka-index li{margin:0;padding:4px 0;font-size:14px;line-height:18px;text-wrap:balance}
.ka-index a{color:light-dark(#17606E,#6BCBD1);text-decoration:none}
.ka-index a:hover{text-decoration:underline}
.ka-family{max-width:1760px;margin-bottom:24px}
.ka-family h2{font-size:20px;font-weight:600;line-height:28px;margin:0;padding:8px 0}
.ka-metric{display:grid;gap:8px 40px;padding:16px 0;scroll-margin-top:76px;
  grid-template-columns:minmax(0,6fr) minmax(0,5fr) 190px;grid-template-areas:"what how now";
  border-top:1px solid light-dark(#DCE2E4,#2C3C45)}
.ka-metric:target,.ka-here{box-shadow:-12px 0 0 light-dark(#FFFFFF,#0F1A20),
  -15px 0 0 light-dark(#17606E,#6BCBD1)}
body:has(.ka-metric:target) .ka-here:not(:target){box-shadow:none}
.ka-what{grid-area:what}.ka-how{grid-area:how}.ka-now{grid-area:now}
.ka-metric h3{font-size:16px;font-weight:600;line-height:24px;margin:0;padding:0}
.ka-metric p{font-size:16px;line-height:24px;margin:2px 0 0;max-width:62ch}
.ka-metric dl.ka-how{margin:0;padding:0;font-size:14px;line-height:21px}
.ka-how div{display:grid;grid-template-columns:76px minmax(0,1fr);gap:0 12px}
.ka-how dt{color:light-dark(#56656E,#A3B4BC);font-weight:400;margin:0}
.ka-how dd{margin:0;overflow-wrap:anywhere}
.ka-now{text-align:right;font-size:14px;line-height:20px}
.ka-now b{display:block;font-size:22px;font-weight:600;line-height:26px}
.ka-now span{display:block;color:light-dark(#56656E,#A3B4BC)}
@media (max-width:1100px){.ka-metric{grid-template-columns:minmax(0,1fr) 190px;
  grid-template-areas:"what now" "how how"}}
@media (max-width:640px){.ka-metric{grid-template-columns:minmax(0,1fr);
  grid-template-areas:"what" "now" "how"}.ka-now{text-align:left}
  .ka-index{grid-template-columns:1fr}.ka-index li{padding:7px 0}}
</style>"""
