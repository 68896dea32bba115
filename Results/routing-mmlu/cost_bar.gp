# Drawn by simbench; to draw it again: gnuplot cost_bar.gp
reset session
set encoding utf8
set decimalsign '.'
$part0 << EOD
0 1 0 3006.4267 0.68 1.32
0 2 0 180.3856 1.68 2.32
0 3 0 2167.0578 2.68 3.32
0 4 0 2462.7615 3.68 4.32
0 5 0 435.65296 4.68 5.32
0 6 0 1449.5148 5.68 6.32
0 7 0 1792.6427 6.68 7.32
0 8 0 1624.914 7.68 8.32
0 9 0 1845.4659 8.68 9.32
0 10 0 1660.6012 9.68 10.32
0 11 0 1306.9333 10.68 11.32
0 12 0 1572.0307 11.68 12.32
0 13 0 723.5552 12.68 13.32
EOD
$part1 << EOD
3006.4267 1 3006.4267 3084.1867 0.68 1.32
180.3856 2 180.3856 181.9408 1.68 2.32
2167.0578 3 2167.0578 2221.2978 2.68 3.32
2462.7615 4 2462.7615 2503.8243 3.68 4.32
435.65296 5 435.65296 452.83389 4.68 5.32
1449.5148 6 1449.5148 1484.0342 5.68 6.32
1792.6427 7 1792.6427 1831.0037 6.68 7.32
1624.914 8 1624.914 1657.1175 7.68 8.32
1845.4659 9 1845.4659 1881.5654 8.68 9.32
1660.6012 10 1660.6012 1691.8398 9.68 10.32
1306.9333 11 1306.9333 1335.5593 10.68 11.32
1572.0307 12 1572.0307 1609.2844 11.68 12.32
723.5552 13 723.5552 738.34794 12.68 13.32
EOD
$part2 << EOD
3084.1867 1 3084.1867 3084.1867 0.68 1.32
181.9408 2 181.9408 181.9408 1.68 2.32
2221.2978 3 2221.2978 2221.2978 2.68 3.32
2503.8243 4 2503.8243 2503.8243 3.68 4.32
452.83389 5 452.83389 452.83389 4.68 5.32
1484.0342 6 1484.0342 1484.0342 5.68 6.32
1831.0037 7 1831.0037 1831.0037 6.68 7.32
1657.1175 8 1657.1175 1657.1175 7.68 8.32
1881.5654 9 1881.5654 1881.5654 8.68 9.32
1691.8398 10 1691.8398 1691.8398 9.68 10.32
1335.5593 11 1335.5593 1381.0445 10.68 11.32
1609.2844 12 1609.2844 1654.7696 11.68 12.32
738.34794 13 738.34794 738.34794 12.68 13.32
EOD
$total << EOD
3084.1867 1 105.12012
181.9408 2 6.3072075
2221.2978 3 116.54511
2503.8243 4 146.13506
452.83389 5 20.594756
1484.0342 6 3283.8545
1831.0037 7 191.6391
1657.1175 8 255.36319
1881.5654 9 172.21889
1691.8398 10 249.22134
1381.0445 11 129.67368
1654.7696 12 204.5949
738.34794 13 10.704344
EOD
set lmargin at screen 0.152
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.16666667
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label '$3,084, baseline' at 3189.3068, 1 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$182, saves 94 %' at 188.24801, 2 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$2,221, saves 28 %' at 2337.8429, 3 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$2,504, saves 19 %' at 2649.9593, 4 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$453, saves 85 %' at 473.42864, 5 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,484, saves 52 %' at 4767.8887, 6 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,831, saves 41 %' at 2022.6428, 7 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,657, saves 46 %' at 1912.4807, 8 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,882, saves 39 %' at 2053.7843, 9 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,692, saves 45 %' at 1941.0612, 10 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,381, saves 55 %' at 1510.7181, 11 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$1,655, saves 46 %' at 1859.3645, 12 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set label '$738, saves 76 %' at 749.05228, 13 left front font ',10' textcolor rgb '#000000' offset character 1, 0
set xrange [0:6435.5964]
set yrange [13.6:0.4]
set grid noytics xtics
set ytics scale 0
set xtics ('$0' 0, '$1,000' 1000, '$2,000' 2000, '$3,000' 3000, '$4,000' 4000)
set ytics ('all strong' 1, 'all weak' 2, 'random' 3, 'length' 4, 'keywords' 5, '50 labels' 6, 'knn' 7, 'domain' 8, 'linear' 9, 'combined' 10, 'cascade' 11, 'cascade 0.4' 12, 'oracle *' 13)
set xlabel 'Cost per 30 days (US dollars)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'cost_bar.svg'
set label 9000 'all weak saves 94 % of all strong’s $3,084 a month' at screen 0.02, screen 0.96666667 left font ',14'
set label 8000 'input' at screen 0.36222222, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.32888889, screen 0.031481481 to screen 0.35333333, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.48222222, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.44888889, screen 0.031481481 to screen 0.47333333, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.60222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.56888889, screen 0.031481481 to screen 0.59333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 9010 'MMLU: which router beats sending the sam…re to GPT-4 at random, and by how much? · routing-mmlu · 3 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#000000' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'cost_bar.png'
set label 9000 'all weak saves 94 % of all strong’s $3,084 a month' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 8000 'input' at screen 0.36222222, screen 0.040740741 left font ',10'
set object 8000 rectangle from screen 0.32888889, screen 0.031481481 to screen 0.35333333, screen 0.05 fc rgb '#0072B2' fs solid 1 noborder
set label 8001 'output' at screen 0.48222222, screen 0.040740741 left font ',10'
set object 8001 rectangle from screen 0.44888889, screen 0.031481481 to screen 0.47333333, screen 0.05 fc rgb '#E69F00' fs solid 1 noborder
set label 8002 'routing' at screen 0.60222222, screen 0.040740741 left font ',10'
set object 8002 rectangle from screen 0.56888889, screen 0.031481481 to screen 0.59333333, screen 0.05 fc rgb '#000000' fs solid 1 noborder
set label 9010 'MMLU: which router beats sending the sam…re to GPT-4 at random, and by how much? · routing-mmlu · 3 replications' at screen 0.02, screen 0.92962963 left font ',10' textcolor rgb '#666666'
set label 9011 '* bound: cannot be deployed' at screen 0.985, screen 0.088888889 right font ',9' textcolor rgb '#666666'
plot \
  $part0 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#0072B2' notitle, \
  $part1 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#E69F00' notitle, \
  $part2 using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '#000000' notitle, \
  $total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3 notitle
set output
