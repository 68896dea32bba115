# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 753.95998 0.72 1.28
0 2 0 753.98772 1.72 2.28
0 3 0 655.96868 2.72 3.28
0 4 0 650.03892 3.72 4.28
0 5 0 235.25657 4.72 5.28
0 6 0 304.38981 5.72 6.28
0 7 0 459.11927 6.72 7.28
EOD
$part1 << EOD
753.95998 1 753.95998 2321.046 0.72 1.28
753.98772 2 753.98772 2321.2696 1.72 2.28
655.96868 3 655.96868 2211.1086 2.72 3.28
650.03892 4 650.03892 2186.2601 3.72 4.28
235.25657 5 235.25657 720.78 4.72 5.28
304.38981 6 304.38981 932.30081 5.72 6.28
459.11927 7 459.11927 1408.1551 6.72 7.28
EOD
$part2 << EOD
2321.046 1 2321.046 2329.5965 0.72 1.28
2321.2696 2 2321.2696 2331.9243 1.72 2.28
2211.1086 3 2211.1086 2286.6363 2.72 3.28
2186.2601 4 2186.2601 2261.0601 3.72 4.28
720.78 5 720.78 724.3013 4.72 5.28
932.30081 6 932.30081 939.50846 5.72 6.28
1408.1551 7 1408.1551 1414.1204 6.72 7.28
EOD
$part3 << EOD
2329.5965 1 2329.5965 2329.5965 0.72 1.28
2331.9243 2 2331.9243 2536.0325 1.72 2.28
2286.6363 3 2286.6363 2286.6363 2.72 3.28
2261.0601 4 2261.0601 2261.0601 3.72 4.28
724.3013 5 724.3013 724.3013 4.72 5.28
939.50846 6 939.50846 939.50846 5.72 6.28
1414.1204 7 1414.1204 1414.1204 6.72 7.28
EOD
$hatched << EOD
0 4 0 2261.0601 3.72 4.28
0 5 0 724.3013 4.72 5.28
0 6 0 939.50846 5.72 6.28
0 7 0 1414.1204 6.72 7.28
EOD
$total << EOD
2329.5965 1 26.477875
2536.0325 2 22.499902
2286.6363 3 32.100946
2261.0601 4 32.23128
724.3013 5 11.341327
939.50846 6 2.4115681
1414.1204 7 8.2955098
EOD
set lmargin at screen 0.19111111
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.2
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$2,330, baseline' at 2356.0744, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$2,536, 8.9 % more' at 2558.5324, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$2,287, saves 1.8 %,' at 2318.7372, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'quality -0.0051 and 2 more' at 2318.7372, 3 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$2,261, saves 2.9 %, but quality -0.016' at 2293.2914, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$724, saves 69 %,' at 735.64263, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0.45
set label 'but requests without an answer 56 %' at 735.64263, 5 left front font ',10' textcolor rgb '#000000' offset character 1, -0.45
set label '$940, saves 60 %, but quality -0.051' at 941.92003, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,414, saves 39 %, but quality -0.033' at 1422.4159, 7 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:4421.8712]
set yrange [7.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$1,000' 1000, '$2,000' 2000)
set ytics ('bare' 1, 'hedge' 2, 'queue' 3, 'queue in memory' 4, 'user budgets' 5, 'one budget' 6, 'month quota' 7)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'queue saves 1.8 % of bare’s $2,330 a month; quality -0.0051, 0.55 % more' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'unanswered, and 1 more loss' at screen 0.02, screen 0.92962963 left font ',14'
set label 8000 'input' at screen 0.16, screen 0.074074074 left font ',10'
set object 8000 rectangle from screen 0.12666667, screen 0.064814815 to screen 0.15111111, screen 0.083333333 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.35111111, screen 0.074074074 left font ',10'
set object 8001 rectangle from screen 0.31777778, screen 0.064814815 to screen 0.34222222, screen 0.083333333 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'failed calls' at screen 0.54222222, screen 0.074074074 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.064814815 to screen 0.53333333, screen 0.083333333 fc rgb '#D55E00' fs solid 1 noborder
set label 8003 'cancelled calls' at screen 0.73333333, screen 0.074074074 left font ',10'
set object 8003 rectangle from screen 0.7, screen 0.064814815 to screen 0.72444444, screen 0.083333333 fc rgb '#F0E442' fs solid 1 noborder
set label 8004 'breaks a rule' at screen 0.16, screen 0.040740741 left font ',10'
set object 8004 rectangle from screen 0.12666667, screen 0.031481481 to screen 0.15111111, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8504 rectangle from screen 0.12666667, screen 0.031481481 to screen 0.15111111, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'A provider with bad hours: what do hedges, a persistent queue and budgets of users do? · guardrails · 5 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#D55E00' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#F0E442' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'queue saves 1.8 % of bare’s $2,330 a month; quality -0.0051, 0.55 % more' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'unanswered, and 1 more loss' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.16, screen 0.074074074 left font ',10'
set object 8000 rectangle from screen 0.12666667, screen 0.064814815 to screen 0.15111111, screen 0.083333333 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.35111111, screen 0.074074074 left font ',10'
set object 8001 rectangle from screen 0.31777778, screen 0.064814815 to screen 0.34222222, screen 0.083333333 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'failed calls' at screen 0.54222222, screen 0.074074074 left font ',10'
set object 8002 rectangle from screen 0.50888889, screen 0.064814815 to screen 0.53333333, screen 0.083333333 fc rgb '#D55E00' fs solid 1 noborder
set label 8003 'cancelled calls' at screen 0.73333333, screen 0.074074074 left font ',10'
set object 8003 rectangle from screen 0.7, screen 0.064814815 to screen 0.72444444, screen 0.083333333 fc rgb '#F0E442' fs solid 1 noborder
set label 8004 'breaks a rule' at screen 0.16, screen 0.040740741 left font ',10'
set object 8004 rectangle from screen 0.12666667, screen 0.031481481 to screen 0.15111111, screen 0.05 fc rgb '#777777' fs solid 1 noborder front
set object 8504 rectangle from screen 0.12666667, screen 0.031481481 to screen 0.15111111, screen 0.05 fc rgb 'white' fs transparent pattern 4 noborder front
set label 9010 'A provider with bad hours: what do hedges, a persistent queue and budgets of users do? · guardrails · 5 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#D55E00' notitle, \
  $part3 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#F0E442' notitle, \
  $hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5 notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
