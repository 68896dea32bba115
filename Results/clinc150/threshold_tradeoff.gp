# Drawn by simbench; to draw it again: gnuplot threshold_tradeoff.gp
reset session
set encoding utf8
set decimalsign '.'
$panel0line0 << EOD
0.6 0.79092827 0.79092827 0.79092827
0.65 0.7335443 0.7335443 0.7335443
0.7 0.66894515 0.66894515 0.66894515
0.74 0.61 0.61 0.61
0.78 0.54679325 0.54679325 0.54679325
0.8 0.51189873 0.51189873 0.51189873
0.82 0.47388186 0.47388186 0.47388186
0.84 0.43375527 0.43375527 0.43375527
0.85 0.41105485 0.41105485 0.41105485
0.86 0.38801688 0.38801688 0.38801688
0.88 0.33683544 0.33683544 0.33683544
0.9 0.28561181 0.28561181 0.28561181
0.92 0.22603376 0.22603376 0.22603376
0.94 0.16556962 0.16556962 0.16556962
0.96 0.1014346 0.1014346 0.1014346
0.98 0.041603376 0.041603376 0.041603376
EOD
$panel0line1 << EOD
0.6 0.79092827 0.79092827 0.79092827
0.65 0.7335443 0.7335443 0.7335443
0.7 0.66894515 0.66894515 0.66894515
0.74 0.61 0.61 0.61
0.78 0.54679325 0.54679325 0.54679325
0.8 0.51189873 0.51189873 0.51189873
0.82 0.47388186 0.47388186 0.47388186
0.84 0.43375527 0.43375527 0.43375527
0.85 0.41105485 0.41105485 0.41105485
0.86 0.38801688 0.38801688 0.38801688
0.88 0.33683544 0.33683544 0.33683544
0.9 0.28561181 0.28561181 0.28561181
0.92 0.22603376 0.22603376 0.22603376
0.94 0.16556962 0.16556962 0.16556962
0.96 0.1014346 0.1014346 0.1014346
0.98 0.041603376 0.041603376 0.041603376
EOD
$panel0line2 << EOD
0.6 0.7908004 0.7908004 0.7908004
0.65 0.73338322 0.73338322 0.73338322
0.7 0.66873969 0.66873969 0.66873969
0.74 0.60977365 0.60977365 0.60977365
0.78 0.54655453 0.54655453 0.54655453
0.8 0.51166393 0.51166393 0.51166393
0.82 0.47365269 0.47365269 0.47365269
0.84 0.43353374 0.43353374 0.43353374
0.85 0.41083532 0.41083532 0.41083532
0.86 0.38780455 0.38780455 0.38780455
0.88 0.33663302 0.33663302 0.33663302
0.9 0.28542077 0.28542077 0.28542077
0.92 0.22586394 0.22586394 0.22586394
0.94 0.16542751 0.16542751 0.16542751
0.96 0.10132321 0.10132321 0.10132321
0.98 0.04151994 0.04151994 0.04151994
EOD
$panel1line0 << EOD
0.6 0.10691983 0.10691983 0.10691983
0.65 0.072362869 0.072362869 0.072362869
0.7 0.047257384 0.047257384 0.047257384
0.74 0.033544304 0.033544304 0.033544304
0.78 0.019451477 0.019451477 0.019451477
0.8 0.015907173 0.015907173 0.015907173
0.82 0.011814346 0.011814346 0.011814346
0.84 0.008185654 0.008185654 0.008185654
0.85 0.0070886076 0.0070886076 0.0070886076
0.86 0.0061181435 0.0061181435 0.0061181435
0.88 0.0037130802 0.0037130802 0.0037130802
0.9 0.0028270042 0.0028270042 0.0028270042
0.92 0.0020675105 0.0020675105 0.0020675105
0.94 0.0013080169 0.0013080169 0.0013080169
0.96 0.0005907173 0.0005907173 0.0005907173
0.98 0.00046413502 0.00046413502 0.00046413502
EOD
$panel2line0 << EOD
0.6 138.25325 138.25325 138.25325
0.65 109.94175 109.94175 109.94175
0.7 92.376223 92.376223 92.376223
0.74 85.879374 85.879374 85.879374
0.78 79.545719 79.545719 79.545719
0.8 80.439673 80.439673 80.439673
0.82 81.173535 81.173535 81.173535
0.84 82.664631 82.664631 82.664631
0.85 84.499471 84.499471 84.499471
0.86 86.509076 86.509076 86.509076
0.88 90.716191 90.716191 90.716191
0.9 96.50359 96.50359 96.50359
0.92 103.51494 103.51494 103.51494
0.94 110.64147 110.64147 110.64147
0.96 118.29204 118.29204 118.29204
0.98 125.99189 125.99189 125.99189
EOD
$panel2line1 << EOD
0.6 27.394185 27.394185 27.394185
0.65 34.912827 34.912827 34.912827
0.7 43.377741 43.377741 43.377741
0.74 51.099202 51.099202 51.099202
0.78 59.377594 59.377594 59.377594
0.8 63.946434 63.946434 63.946434
0.82 68.923914 68.923914 68.923914
0.84 74.177394 74.177394 74.177394
0.85 77.149699 77.149699 77.149699
0.86 80.165522 80.165522 80.165522
0.88 86.866311 86.866311 86.866311
0.9 93.572431 93.572431 93.572431
0.92 101.37126 101.37126 101.37126
0.94 109.28526 109.28526 109.28526
0.96 117.67956 117.67956 117.67956
0.98 125.51066 125.51066 125.51066
EOD
$panel2line2 << EOD
0.6 110.85907 110.85907 110.85907
0.65 75.028925 75.028925 75.028925
0.7 48.998482 48.998482 48.998482
0.74 34.780172 34.780172 34.780172
0.78 20.168125 20.168125 20.168125
0.8 16.493239 16.493239 16.493239
0.82 12.24962 12.24962 12.24962
0.84 8.487237 8.487237 8.487237
0.85 7.3497723 7.3497723 7.3497723
0.86 6.3435534 6.3435534 6.3435534
0.88 3.8498807 3.8498807 3.8498807
0.9 2.9311592 2.9311592 2.9311592
0.92 2.1436836 2.1436836 2.1436836
0.94 1.356208 1.356208 1.356208
0.96 0.61248102 0.61248102 0.61248102
0.98 0.48123509 0.48123509 0.48123509
EOD
set lmargin at screen 0.094444444
set rmargin at screen 0.82222222
set tmargin at screen 0.85555556
set bmargin at screen 0.11481481
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set xrange [0.5886:0.9914]
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'threshold_tradeoff.svg'
set label 9000 'minilm .85 costs least in all at 0.78 [0.78, 0.8]: $79.55 a month with 55 %' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'hits, 1.9 % false' at screen 0.02, screen 0.92962963 left font ',14'
set label 9010 'Recorded questions with intents: which embedder, threshold and rule pays? · clinc150 · 3 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 'the curve’s points are means of 1 replication' at screen 0.985, screen 0.037037037 right font ',9' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.6
set yrange [0:0.88583966]
set ytics ('0 %%' 0, '25 %%' 0.25, '50 %%' 0.5, '75 %%' 0.75)
set ylabel 'Share of all'
set xtics ('' 0.6, '' 0.65, '' 0.7, '' 0.74, '' 0.78, '' 0.82, '' 0.85, '' 0.88, '' 0.92, '' 0.96)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.17536656 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.3038624 left font ',10' textcolor rgb '#3B7CA1'
set label 912 'saving' at graph 1.015, graph 0.046870717 left font ',10' textcolor rgb '#00835F'
set label 920 'in the scenario: 0.85' at first 0.85, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.56; set bmargin at screen 0.42
set yrange [0:0.11975021]
set ytics ('0 %%' 0, '10 %%' 0.1)
set ylabel 'False hits'
set xtics ('' 0.6, '' 0.65, '' 0.7, '' 0.74, '' 0.78, '' 0.82, '' 0.85, '' 0.88, '' 0.92, '' 0.96)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.0038758597 left font ',10' textcolor rgb '#C25500'
plot \
  $panel1line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.38; set bmargin at screen 0.11
set yrange [0:154.84364]
set ytics ('$0' 0, '$50' 50, '$100' 100, '$150' 150)
set ylabel 'Dollars a month'
set xtics ('0.60' 0.6, '0.65' 0.65, '0.70' 0.7, '0.74' 0.74, '0.78' 0.78, '0.82' 0.82, '0.85' 0.85, '0.88' 0.88, '0.92' 0.92, '0.96' 0.96)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set object 930 rectangle from first 0.7791944, graph 0 to first 0.8008056, graph 1 behind fc rgb '#E3E3E3' fs solid 1 noborder
set label 910 'in all' at graph 1.015, graph 0.92716194 left font ',10' textcolor rgb '#000000'
set label 911 'bill' at graph 1.015, graph 0.81056386 left font ',10' textcolor rgb '#0072B2'
set label 912 'wrong answers' at graph 1.015, graph 0.0031078777 left font ',10' textcolor rgb '#C25500'
plot \
  $panel2line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#000000' lw 1 notitle, \
  $panel2line0 using 1:2 with linespoints lc rgb '#000000' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel2line1 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line2 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel2line2 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'threshold_tradeoff.png'
set label 9000 'minilm .85 costs least in all at 0.78 [0.78, 0.8]: $79.55 a month with 55 %' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'hits, 1.9 % false' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 9010 'Recorded questions with intents: which embedder, threshold and rule pays? · clinc150 · 3 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
set label 9011 'the curve’s points are means of 1 replication' at screen 0.985, screen 0.037037037 right font ',9' textcolor rgb '#666666'
set multiplot
set tmargin at screen 0.845; set bmargin at screen 0.6
set yrange [0:0.88583966]
set ytics ('0 %%' 0, '25 %%' 0.25, '50 %%' 0.5, '75 %%' 0.75)
set ylabel 'Share of all'
set xtics ('' 0.6, '' 0.65, '' 0.7, '' 0.74, '' 0.78, '' 0.82, '' 0.85, '' 0.88, '' 0.92, '' 0.96)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'hits, all caches' at graph 1.015, graph 0.17536656 left font ',10' textcolor rgb '#0072B2'
set label 911 'semantic hits' at graph 1.015, graph 0.3038624 left font ',10' textcolor rgb '#3B7CA1'
set label 912 'saving' at graph 1.015, graph 0.046870717 left font ',10' textcolor rgb '#00835F'
set label 920 'in the scenario: 0.85' at first 0.85, graph 1.06 center font ',9' textcolor rgb '#444444'
plot \
  $panel0line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel0line0 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel0line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 1 notitle, \
  $panel0line1 using 1:2 with linespoints lc rgb '#56B4E9' lw 2 dt 1 pt 15 ps 0.9 notitle, \
  $panel0line2 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#009E73' lw 1 notitle, \
  $panel0line2 using 1:2 with linespoints lc rgb '#009E73' lw 2 dt 1 pt 9 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.56; set bmargin at screen 0.42
set yrange [0:0.11975021]
set ytics ('0 %%' 0, '10 %%' 0.1)
set ylabel 'False hits'
set xtics ('' 0.6, '' 0.65, '' 0.7, '' 0.74, '' 0.78, '' 0.82, '' 0.85, '' 0.88, '' 0.92, '' 0.96)
unset xlabel
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set label 910 'false hits' at graph 1.015, graph 0.0038758597 left font ',10' textcolor rgb '#C25500'
plot \
  $panel1line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel1line0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
set tmargin at screen 0.38; set bmargin at screen 0.11
set yrange [0:154.84364]
set ytics ('$0' 0, '$50' 50, '$100' 100, '$150' 150)
set ylabel 'Dollars a month'
set xtics ('0.60' 0.6, '0.65' 0.65, '0.70' 0.7, '0.74' 0.74, '0.78' 0.78, '0.82' 0.82, '0.85' 0.85, '0.88' 0.88, '0.92' 0.92, '0.96' 0.96)
set xlabel 'Threshold of similarity (left: looser, right: stricter)'
set arrow 900 from first 0.85, graph 0 to first 0.85, graph 1 nohead dt (4,4) lc rgb '#444444'
set object 930 rectangle from first 0.7791944, graph 0 to first 0.8008056, graph 1 behind fc rgb '#E3E3E3' fs solid 1 noborder
set label 910 'in all' at graph 1.015, graph 0.92716194 left font ',10' textcolor rgb '#000000'
set label 911 'bill' at graph 1.015, graph 0.81056386 left font ',10' textcolor rgb '#0072B2'
set label 912 'wrong answers' at graph 1.015, graph 0.0031078777 left font ',10' textcolor rgb '#C25500'
plot \
  $panel2line0 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#000000' lw 1 notitle, \
  $panel2line0 using 1:2 with linespoints lc rgb '#000000' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line1 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 1 notitle, \
  $panel2line1 using 1:2 with linespoints lc rgb '#0072B2' lw 2 dt 1 pt 7 ps 0.9 notitle, \
  $panel2line2 using 1:2:3:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 1 notitle, \
  $panel2line2 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt 1 pt 5 ps 0.9 notitle
unset label; unset object 930
unset multiplot
set output
